// SPDX-License-Identifier: MIT
// A process that is stopped anywhere in the cache, and goes on when others have gone on without it.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>

#include "core/cache/shard_lock.h"
#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using warifu::ShardLock;

namespace {

// A clock that is read just before somebody else takes the lock, as long as `rival` is set.
struct RacedClock {
  static inline warifu::Shard* rival = nullptr;
  static int64_t read() {
    const int64_t before = warifu::boottime_us();
    if (rival != nullptr) rival->lock = static_cast<uint64_t>(before + 1) << 16;
    return before;
  }
};

struct Talk {
  std::atomic<int> holds;
  std::atomic<uint64_t> rounds;
};

}  // namespace

TEST_CASE("a stopped holder of the lock stops no reader, and writers only for a while") {
  const auto cache = real_cache();
  REQUIRE(put(*cache, "k", "old"));
  const Shared<Talk> talk;
  Child holder([&] {
    const ShardLock lock(cache->mapping().shard(0), warifu::boottime_us,
                         warifu::boottime_us() + kPatience);
    talk->holds = lock.held() ? 1 : -1;
    for (;;)
      pause();
  });
  until([&] { return talk->holds != 0; });
  REQUIRE(talk->holds == 1);
  holder.stop();
  CHECK(get(*cache, "k") == "old");
  CHECK(put(*cache, "k", "new"));
  CHECK(get(*cache, "k") == "new");
}

TEST_CASE("what a stopped writer does when it goes on is never taken for a value") {
  const auto cache = real_cache();
  const Shared<Talk> talk;
  constexpr int kKeys = 8;
  const auto name = [](uint64_t i) { return "k" + std::to_string(i % kKeys); };
  Child writer([&] {
    for (uint64_t i = 0;; ++i) {
      (void)put(*cache, name(i), sealed(name(i), i, i % 2 == 0 ? 60'000 : 150));
      ++talk->rounds;
    }
  });
  std::mt19937_64 random(11);
  for (int round = 0; round < 20; ++round) {
    const uint64_t before = talk->rounds;
    until([&] { return talk->rounds > before + random() % 4; });
    writer.stop();
    const uint64_t stopped = talk->rounds;
    // More values than there are slots for their length: the stopped one's slot is written too.
    for (uint64_t i = 0; i < 40; ++i)
      REQUIRE(put(*cache, name(i), sealed(name(i), i, i % 2 == 0 ? 60'000 : 150)));
    writer.go_on();
    until([&] { return talk->rounds > stopped; });
    for (uint64_t i = 0; i < kKeys; ++i) {
      const auto found = get(*cache, name(i));
      if (found) REQUIRE(is_sealed(name(i), *found));
    }
  }
  writer.kill();
  for (uint64_t i = 0; i < kKeys; ++i) {
    REQUIRE(put(*cache, name(i), "again"));
    CHECK(get(*cache, name(i)) == "again");
  }
}

TEST_CASE("who has just taken the lock does not lose it to who looked at the clock before") {
  const auto cache = real_cache();
  warifu::Shard& shard = cache->mapping().shard(0);
  RacedClock::rival = &shard;
  const ShardLock lock(shard, RacedClock::read, 0);
  RacedClock::rival = nullptr;
  CHECK_FALSE(lock.held());
  shard.lock = 0;
}
