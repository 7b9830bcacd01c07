// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nss {

// Gids as a value in the shared cache: 4 bytes each, little-endian.
std::string encode_gids(std::span<const uint32_t> gids);

inline bool is_gid_list(std::string_view value) {
  return value.size() % 4 == 0;
}

// The gid of a list of exactly one.
std::optional<uint32_t> decode_gid(std::string_view value);

// False for every gid where `list` is no list of gids.
bool contains_gid(std::string_view list, uint32_t gid);

}  // namespace nss
