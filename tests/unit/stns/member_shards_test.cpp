// SPDX-License-Identifier: MIT
// The members of a group, parted into values that fit the cache.
#include "modules/stns/member_shards.h"

#include <catch2/catch.hpp>

#include "warifu/module.h"

using namespace stns;

namespace {

std::vector<std::string> numbered(size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i)
    names.push_back("user" + std::to_string(i));
  return names;
}

bool has(const GroupHeader& header, const std::vector<std::string>& shards,
         const std::string& name) {
  return shard_has(shards[shard_of(header, name)], name).value();
}

}  // namespace

TEST_CASE("every member is found in its shard, and nobody else in any", "[shards]") {
  const size_t count = GENERATE(size_t{1}, size_t{137}, size_t{20000});
  const auto names = numbered(count);
  const GroupHeader header = {9, shards_for(names), 0x1234567890abcdef};
  const auto shards = to_shards(header, names);
  REQUIRE(shards.size() == header.shards);
  size_t found = 0;
  for (const std::string& name : names)
    found += has(header, shards, name) ? 1 : 0;
  CHECK(found == count);
  for (const std::string& shard : shards) {
    CHECK(shard.size() <= WARIFU_CACHE_VALUE_BYTES);
    for (const char* const other : {"", "user", "User0", "user0x", "x"})
      CHECK_FALSE(shard_has(shard, other).value());
  }
}

TEST_CASE("a name is compared as a whole", "[shards]") {
  const std::vector<std::string> names = {"alice", "bob"};
  const GroupHeader header = {9, shards_for(names), 1};
  REQUIRE(header.shards == 1);
  const std::string shard = to_shards(header, names).front();
  for (const char* const part : {"alic", "alicebob", "lice", "ALICE", "bo"})
    CHECK_FALSE(shard_has(shard, part).value());
  CHECK(shard_has(shard, "bob").value());
}

TEST_CASE("bytes that are no shard tell nothing", "[shards]") {
  const std::vector<std::string> names = {"alice", "bob"};
  const std::string shard = to_shards({9, 1, 1}, names).front();
  CHECK_FALSE(shard_has("", "bob"));
  CHECK_FALSE(shard_has("bob", "bob"));
  CHECK_FALSE(shard_has(shard.substr(1), "bob"));
  CHECK_FALSE(shard_has(shard.substr(0, shard.size() - 1), "bob"));
  CHECK_FALSE(shard_has(shard.substr(0, shard.size() - 4), "bob"));
}

TEST_CASE("a group's header is stored and read again", "[shards]") {
  const std::string bytes = encode(GroupHeader{9, 77, 0xfedcba9876543210});
  const auto header = decode_group_header(bytes);
  REQUIRE(header);
  CHECK(header->group_id == 9);
  CHECK(header->shards == 77);
  CHECK(header->number == 0xfedcba9876543210);
  CHECK_FALSE(decode_group_header(bytes.substr(1)));
  CHECK_FALSE(decode_group_header(bytes + "x"));
}

TEST_CASE("shards of another fetch have other keys", "[shards]") {
  CHECK(shard_key({9, 4, 1}, 2) == shard_key({9, 4, 1}, 2));
  CHECK(shard_key({9, 4, 1}, 2) != shard_key({9, 4, 2}, 2));
  CHECK(shard_key({9, 4, 1}, 2) != shard_key({9, 4, 1}, 3));
  CHECK(shard_key({9, 4, 1}, 2).size() <= WARIFU_CACHE_KEY_BYTES);
}

TEST_CASE("nobody in a group needs no shard", "[shards]") {
  CHECK(shards_for({}) == 0);
}
