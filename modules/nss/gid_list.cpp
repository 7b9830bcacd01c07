// SPDX-License-Identifier: MIT
#include "modules/nss/gid_list.h"

#include <cstddef>

namespace nss {

std::string encode_gids(std::span<const uint32_t> gids) {
  std::string bytes;
  bytes.reserve(gids.size() * 4);
  for (const uint32_t gid : gids) {
    for (int shift = 0; shift < 32; shift += 8)
      bytes += static_cast<char>(gid >> shift);
  }
  return bytes;
}

std::optional<uint32_t> decode_gid(std::string_view value) {
  if (value.size() != 4) return std::nullopt;
  uint32_t gid = 0;
  for (size_t at = 4; at-- > 0;)
    gid = gid << 8 | static_cast<uint8_t>(value[at]);
  return gid;
}

bool contains_gid(std::string_view list, uint32_t gid) {
  if (!is_gid_list(list)) return false;
  const std::string sought = encode_gids({&gid, 1});
  for (; !list.empty(); list.remove_prefix(4)) {
    if (list.starts_with(sought)) return true;
  }
  return false;
}

}  // namespace nss
