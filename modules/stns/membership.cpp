// SPDX-License-Identifier: MIT
#include "modules/stns/membership.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "modules/directory/cache_key.h"
#include "modules/stns/little_endian.h"

namespace stns {
namespace {

using warifu::directory::CachedLookup;
using warifu::directory::CacheKey;
using warifu::directory::GroupAnswer;
using warifu::directory::Outcome;

constexpr std::string_view kYes = "1", kNo = "0";

// Names may be longer than a key.
std::string key_of(char kind, std::string_view names) {
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest = {};
  SHA256(reinterpret_cast<const uint8_t*>(names.data()), names.size(), digest.data());
  return kind + std::string(digest.begin(), digest.end());
}

GroupAnswer to_answer(bool is_member) {
  return {is_member ? WARIFU_MEMBER : WARIFU_NOT_MEMBER, ""};
}

GroupAnswer without_value(const warifu::directory::Answer& answer) {
  if (answer.outcome == Outcome::kNotFound) return to_answer(false);
  if (answer.outcome == Outcome::kWouldBlock) return {WARIFU_MEMBER_WOULD_BLOCK, ""};
  return {WARIFU_MEMBER_UNAVAILABLE, answer.trouble};
}

}  // namespace

GroupAnswer Membership::ask() {
  std::optional<GroupHeader> header;
  if (const auto answer = by_members(key_of('g', group_), header)) return *answer;
  if (header && header->shards != GroupHeader::kNotStored) {
    std::string again(group_);
    append_number(again, header->number);
    if (const auto answer = by_members(key_of('a', again), header)) return *answer;
  }
  return by_user();
}

std::optional<GroupAnswer> Membership::by_members(const std::string& key,
                                                  std::optional<GroupHeader>& header) {
  const Answer answer = CachedLookup(call_, settings_.cache).ask(key, [this](int64_t time_left) {
    return fetch_members(time_left);
  });
  if (answer.outcome != Outcome::kFound) return without_value(answer);
  header = decode_group_header(answer.value);
  if (seen_) return to_answer(*seen_);
  if (!header) return std::nullopt;
  if (is_primary(header->group_id)) return to_answer(true);
  if (header->shards == GroupHeader::kNotStored) return std::nullopt;
  const auto found = look_up(*header);
  return found ? std::optional(to_answer(*found)) : std::nullopt;
}

GroupAnswer Membership::by_user() {
  std::string both(group_);
  both += '\0';
  append_number(both, user_.gid);
  both += user_.name;
  const Answer answer =
      CachedLookup(call_, settings_.cache).ask(key_of('m', both), [this](int64_t time_left) {
        return fetch_user(time_left);
      });
  if (answer.outcome != Outcome::kFound) return without_value(answer);
  return to_answer(answer.value == kYes);
}

std::optional<bool> Membership::look_up(const GroupHeader& header) const {
  if (header.shards == 0) return false;
  const auto held = CacheKey(call_, shard_key(header, shard_of(header, user_.name))).get();
  return held ? shard_has(held->bytes, user_.name) : std::nullopt;
}

Membership::Fetched Membership::fetch_members(int64_t time_left) {
  Fetched failed;
  const auto group = fetch(time_left, failed);
  if (!group) return failed;
  seen_ = is_in(*group);
  return {Outcome::kFound, encode(store(*group)), "", true};
}

Membership::Fetched Membership::fetch_user(int64_t time_left) {
  Fetched failed;
  const auto group = fetch(time_left, failed);
  if (!group) return failed;
  return {Outcome::kFound, std::string(is_in(*group) ? kYes : kNo), "", true};
}

std::optional<Group> Membership::fetch(int64_t time_left, Fetched& failed) {
  auto group = inquiry_.group(group_, time_left);
  if (group) return std::move(*group);
  failed = std::move(group.error().fetched);
  reason_ = group.error().reason;
  return std::nullopt;
}

// Before the header that tells of them, and kept longer: whoever reads it finds them.
GroupHeader Membership::store(const Group& group) const {
  GroupHeader header = {group.id, shards_for(group.members), 0};
  if (header.shards == 0) return header;
  const int64_t fresh = settings_.cache.fresh;
  const int64_t keep = fresh + settings_.cache.stale_if_error + settings_.cache.lease;
  if (RAND_bytes(reinterpret_cast<uint8_t*>(&header.number), sizeof header.number) != 1) {
    header.shards = GroupHeader::kNotStored;
    return header;
  }
  const auto shards = to_shards(header, group.members);
  for (uint32_t index = 0; index < shards.size(); ++index) {
    const std::string key = shard_key(header, index);
    const std::string& shard = shards[index];
    if (call_.host->cache_put(&call_, key.data(), key.size(), shard.data(), shard.size(), fresh,
                              keep) != 0) {
      header.shards = GroupHeader::kNotStored;
      break;
    }
  }
  return header;
}

bool Membership::is_in(const Group& group) const {
  return is_primary(group.id) ||
         std::binary_search(group.members.begin(), group.members.end(), user_.name);
}

// 0 is what the server says of a user, or of a group, that was given none.
bool Membership::is_primary(uint32_t group_id) const {
  return group_id != 0 && group_id == user_.gid;
}

}  // namespace stns
