// SPDX-License-Identifier: MIT
// What a process leaves behind that dies between two steps, made by hand.
#include <catch2/catch.hpp>

#include "core/cache/lease_row.h"
#include "core/cache/shard_lock.h"
#include "core/cache/slot.h"
#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using warifu::Shard;
using warifu::ShardLock;
using Claim = warifu::SharedCache::Claim;

namespace {

// Takes the lock and dies with it.
void die_with_lock(Shard& shard, warifu::CacheClock clock) {
  Child child([&] {
    const ShardLock lock(shard, clock, clock() + kPatience);
    _exit(lock.held() ? 0 : 1);
  });
  CHECK(child.wait() == 0);
  REQUIRE(shard.lock.load() != 0);
}

}  // namespace

TEST_CASE("the lock of a dead process is taken over when its time is over") {
  const auto cache = small_cache();
  Shard& shard = cache->mapping().shard(0);
  REQUIRE(put(*cache, "k", "old"));
  die_with_lock(shard, TestClock::read);
  CHECK(get(*cache, "k") == "old");
  const uint8_t byte = 'n';
  CHECK_FALSE(cache->put(key("k"), {&byte, 1}, kSecond, kSecond, 0));
  CHECK(cache->claim(key("k"), kSecond, cache->ticket(), 0) == Claim::kUnknown);
  CHECK(get(*cache, "k") == "old");
  TestClock::now += ShardLock::kLongestHold + 1;
  CHECK(cache->put(key("k"), {&byte, 1}, kSecond, kSecond, 0));
  CHECK(get(*cache, "k") == "n");
  CHECK(shard.lock.load() == 0);
}

TEST_CASE("a writer waits for a dead holder's time to be over, and not for longer") {
  const auto cache = real_cache();
  die_with_lock(cache->mapping().shard(0), warifu::boottime_us);
  CHECK(put(*cache, "k", "v"));
  CHECK(get(*cache, "k") == "v");
}

TEST_CASE("who comes late does not give the next holder's lock back") {
  const auto cache = small_cache();
  Shard& shard = cache->mapping().shard(0);
  auto late = std::make_optional<ShardLock>(shard, TestClock::read, 0);
  REQUIRE(late->held());
  TestClock::now += ShardLock::kLongestHold + 1;
  const ShardLock next(shard, TestClock::read, 0);
  REQUIRE(next.held());
  late.reset();
  CHECK(shard.lock.load() != 0);
  CHECK_FALSE(ShardLock(shard, TestClock::read, 0).held());
}

TEST_CASE("who died between a new value and the old leaves the new one, and no slot behind") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "old"));
  auto& table = cache->mapping().shard(0).small;
  const auto slots_in_use = [&] {
    std::vector<warifu::Slot> used;
    for (size_t row = 0; row < table.tags.size(); ++row) {
      for (size_t i = 0; i < table.slots(); ++i) {
        if (table.tags[row][i] != 0) used.push_back({&table.tags[row][i], table.words[row][i]});
      }
    }
    return used;
  };
  const warifu::Slot old = slots_in_use().at(0);
  const uint64_t tag = old.tag->load();
  TestClock::now += 1;
  REQUIRE(put(*cache, "k", "new"));
  old.tag->store(tag);  // as if it had not come to that
  REQUIRE(slots_in_use().size() == 2);
  CHECK(get(*cache, "k") == "new");
  TestClock::now += 1;
  REQUIRE(put(*cache, "k", "newest"));
  CHECK(slots_in_use().size() == 1);
  CHECK(get(*cache, "k") == "newest");
}

TEST_CASE("who died while it wrote leaves no value, and its slot to the next") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "value"));
  auto& table = cache->mapping().shard(0).small;
  for (auto& row : table.tags) {
    for (auto& each : row)
      each = 0;
  }
  CHECK(get(*cache, "k") == std::nullopt);
  REQUIRE(put(*cache, "k", "value"));
  CHECK(get(*cache, "k") == "value");
}

TEST_CASE("the lease of a dead process is over when its time is, and then another's") {
  const auto cache = real_cache();
  Child child([&] {
    const auto claim = cache->claim(key("k"), kSecond / 5, cache->ticket(), kPatience);
    _exit(claim == Claim::kYours ? 0 : 1);
  });
  REQUIRE(child.wait() == 0);
  while (cache->claim(key("k"), kEver, cache->ticket(), kPatience) != Claim::kYours)
    REQUIRE(cache->wait(key("k"), kEver));
}
