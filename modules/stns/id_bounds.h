// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stns {

// The lowest and the highest id that exist, as the server's headers tell: who is outside need not
// be asked for.
struct IdBounds {
  uint32_t lowest = 0, highest = 0;
  [[nodiscard]] bool contain(uint32_t id) const { return lowest <= id && id <= highest; }
};

// Of the values of two headers. A pair that makes no sense (no plain decimal number, the highest
// below the lowest, or 0, which servers send that do not know) is none.
std::optional<IdBounds> read_id_bounds(std::string_view lowest, std::string_view highest);

// As it stands in the shared cache: both little-endian.
std::string encode(const IdBounds& bounds);
std::optional<IdBounds> decode_id_bounds(std::string_view bytes);

}  // namespace stns
