// SPDX-License-Identifier: MIT
// As in libnss_stns: on the clients' hosts, whom the server calls N is N + shift. The magnitude of
// a shift is below 2^32.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace stns {

// Of a local number or of a server's: 0xFFFFFFFF is nobody's.
constexpr bool is_id(int64_t number) {
  return number >= 0 && number < std::numeric_limits<uint32_t>::max();
}

// The server's number of a local one; nothing where nobody of the server's can have it.
constexpr std::optional<uint32_t> to_server_id(uint32_t local, int64_t shift) {
  const int64_t id = int64_t{local} - shift;
  return is_id(id) ? std::optional(static_cast<uint32_t>(id)) : std::nullopt;
}

// Whether a number of the server's has a local one at all.
constexpr bool has_local_id(uint32_t server_id, int64_t shift) {
  return is_id(int64_t{server_id} + shift);
}

}  // namespace stns
