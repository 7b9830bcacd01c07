// SPDX-License-Identifier: MIT
// How the members of a group stand in the shared cache: one value holds too little for a group of
// thousands, and whoever asks for one user should not have to read all of them. So the names are
// parted by a hash into shards, each a value of its own under a random number that the group's
// header tells: shards of another fetch are never mixed with these.
//
// Header, little-endian:  group's id (4 bytes), shards (4), random number (8).
// Shard:                  'M', then each name as its length (2 bytes) and its bytes, in order.
// Key of a shard:         's', random number (8), index (4).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stns {

struct GroupHeader {
  // Instead of a number of shards: they did not fit into the cache.
  static constexpr uint32_t kNotStored = 0xFFFFFFFF;

  uint32_t group_id = 0;
  uint32_t shards = 0;  // 0: nobody is in the group
  uint64_t number = 0;
};

std::string encode(const GroupHeader& header);
std::optional<GroupHeader> decode_group_header(std::string_view bytes);

std::string shard_key(const GroupHeader& header, uint32_t index);
// In which shard a name stands; there must be shards.
uint32_t shard_of(const GroupHeader& header, std::string_view name);

// So many shards that one has 4 KiB or less on average.
uint32_t shards_for(std::span<const std::string> members);
// As many as the header says.
std::vector<std::string> to_shards(const GroupHeader& header, std::span<const std::string> members);
// Nothing where the bytes are no shard.
std::optional<bool> shard_has(std::string_view shard, std::string_view name);

}  // namespace stns
