// SPDX-License-Identifier: MIT
#include "modules/stns/member_shards.h"

#include "modules/stns/little_endian.h"

namespace stns {
namespace {

constexpr size_t kShardBytes = 4096;
constexpr size_t kHeaderBytes = 16;
constexpr char kShardMark = 'M';

// FNV-1a, begun with the random number: nobody who chooses names knows which shard they come to.
uint64_t hash(uint64_t number, std::string_view name) {
  uint64_t state = 0xcbf29ce484222325 ^ number;
  for (const char c : name) {
    state ^= static_cast<uint8_t>(c);
    state *= 0x100000001b3;
  }
  return state ^ (state >> 32);
}

}  // namespace

std::string encode(const GroupHeader& header) {
  std::string bytes;
  append_number(bytes, header.group_id);
  append_number(bytes, header.shards);
  append_number(bytes, header.number);
  return bytes;
}

std::optional<GroupHeader> decode_group_header(std::string_view bytes) {
  if (bytes.size() != kHeaderBytes) return std::nullopt;
  GroupHeader header;
  header.group_id = take_number<uint32_t>(bytes);
  header.shards = take_number<uint32_t>(bytes);
  header.number = take_number<uint64_t>(bytes);
  return header;
}

std::string shard_key(const GroupHeader& header, uint32_t index) {
  std::string key = "s";
  append_number(key, header.number);
  append_number(key, index);
  return key;
}

uint32_t shard_of(const GroupHeader& header, std::string_view name) {
  return static_cast<uint32_t>(hash(header.number, name) % header.shards);
}

uint32_t shards_for(std::span<const std::string> members) {
  size_t bytes = 0;
  for (const std::string& name : members)
    bytes += sizeof(uint16_t) + name.size();
  return static_cast<uint32_t>((bytes + kShardBytes - 1) / kShardBytes);
}

std::vector<std::string> to_shards(const GroupHeader& header,
                                   std::span<const std::string> members) {
  std::vector<std::string> shards(header.shards, std::string(1, kShardMark));
  for (const std::string& name : members) {
    std::string& shard = shards[shard_of(header, name)];
    append_number(shard, static_cast<uint16_t>(name.size()));
    shard += name;
  }
  return shards;
}

std::optional<bool> shard_has(std::string_view shard, std::string_view name) {
  if (shard.empty() || shard.front() != kShardMark) return std::nullopt;
  shard.remove_prefix(1);
  while (!shard.empty()) {
    if (shard.size() < sizeof(uint16_t)) return std::nullopt;
    const auto length = take_number<uint16_t>(shard);
    if (shard.size() < length) return std::nullopt;
    if (shard.substr(0, length) == name) return true;
    shard.remove_prefix(length);
  }
  return false;
}

}  // namespace stns
