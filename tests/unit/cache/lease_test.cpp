// SPDX-License-Identifier: MIT
// One asks, the others wait or do without.
#include <catch2/catch.hpp>
#include <thread>

#include "core/cache/lease_row.h"
#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using Claim = warifu::SharedCache::Claim;

TEST_CASE("a lease is one's, until it is given back or put to use") {
  const auto cache = small_cache();
  const uint64_t mine = cache->ticket();
  const uint64_t other = cache->ticket();
  REQUIRE(cache->claim(key("k"), kSecond, mine, kPatience) == Claim::kYours);
  CHECK(cache->claim(key("k"), kSecond, other, kPatience) == Claim::kTaken);
  CHECK(cache->claim(key("else"), kSecond, other, kPatience) == Claim::kYours);
  SECTION("given back") {
    cache->release(key("k"), mine);
  }
  SECTION("put") {
    REQUIRE(put(*cache, "k", "v"));
  }
  SECTION("put by somebody who need not have it") {
    REQUIRE(cache->put(key("k"), {}, kSecond, kSecond, kPatience));
  }
  SECTION("put in vain") {
    REQUIRE_FALSE(put(*cache, "k", std::string(70'000, 'x')));
  }
  CHECK(cache->wait(key("k"), 0));
  CHECK(cache->claim(key("k"), kSecond, other, kPatience) == Claim::kYours);
}

TEST_CASE("who is late has lost the lease, and does not end the next one's") {
  const auto cache = small_cache();
  const uint64_t late = cache->ticket();
  const uint64_t next = cache->ticket();
  REQUIRE(cache->claim(key("k"), kSecond, late, kPatience) == Claim::kYours);
  TestClock::now += kSecond - 1;
  CHECK(cache->claim(key("k"), kSecond, next, kPatience) == Claim::kTaken);
  TestClock::now += 1;
  CHECK(cache->claim(key("k"), kSecond, next, kPatience) == Claim::kYours);
  cache->release(key("k"), late);
  CHECK_FALSE(cache->wait(key("k"), 0));
  CHECK(cache->claim(key("k"), kSecond, late, kPatience) == Claim::kTaken);
  cache->release(key("k"), next);
  CHECK(cache->wait(key("k"), 0));
}

TEST_CASE("who has the lease may claim it again, for longer") {
  const auto cache = small_cache();
  const uint64_t mine = cache->ticket();
  REQUIRE(cache->claim(key("k"), kSecond, mine, kPatience) == Claim::kYours);
  TestClock::now += kSecond / 2;
  REQUIRE(cache->claim(key("k"), kSecond, mine, kPatience) == Claim::kYours);
  TestClock::now += kSecond / 2;
  CHECK(cache->claim(key("k"), kSecond, cache->ticket(), kPatience) == Claim::kTaken);
}

TEST_CASE("a lease of no or of endless time locks nobody out for long") {
  const auto cache = small_cache();
  const int64_t span = GENERATE(INT64_MIN, int64_t{-1}, int64_t{0}, INT64_MAX);
  REQUIRE(cache->claim(key("k"), span, cache->ticket(), kPatience) == Claim::kYours);
  TestClock::now += warifu::lease::kLongest;
  CHECK(cache->claim(key("k"), kSecond, cache->ticket(), kPatience) == Claim::kYours);
}

TEST_CASE("who waits for a lease that nobody has does not wait") {
  const auto cache = real_cache();
  CHECK(cache->wait(key("k"), kEver));
}

TEST_CASE("who waits is woken by the end of the lease") {
  const auto cache = real_cache();
  const uint64_t mine = cache->ticket();
  const bool puts = GENERATE(true, false);
  REQUIRE(cache->claim(key("k"), kEver, mine, kPatience) == Claim::kYours);
  std::atomic<int> woken = 0;
  std::vector<std::thread> waiting;
  for (int i = 0; i < 4; ++i) {
    waiting.emplace_back([&] { woken += cache->wait(key("k"), kEver) ? 1 : 0; });
  }
  std::this_thread::yield();
  if (puts) {
    put(*cache, "k", "v");
  } else {
    cache->release(key("k"), mine);
  }
  for (std::thread& each : waiting)
    each.join();
  CHECK(woken == 4);
}

TEST_CASE("who waits for a lease that nobody ends wakes when its time is over") {
  const auto cache = real_cache();
  REQUIRE(cache->claim(key("k"), kSecond / 20, cache->ticket(), kPatience) == Claim::kYours);
  CHECK(cache->wait(key("k"), kEver));
}

TEST_CASE("who has waited long enough is told that the lease goes on") {
  const auto cache = real_cache();
  REQUIRE(cache->claim(key("k"), kEver, cache->ticket(), kPatience) == Claim::kYours);
  CHECK_FALSE(cache->wait(key("k"), GENERATE(INT64_MIN, int64_t{0}, int64_t{20'000})));
}

TEST_CASE("no wake-up is lost, however waiting and ending fall together") {
  const auto cache = real_cache();
  for (int round = 0; round < 2000; ++round) {
    const uint64_t mine = cache->ticket();
    REQUIRE(cache->claim(key("k"), kEver, mine, kPatience) == Claim::kYours);
    std::thread ends([&] { cache->release(key("k"), mine); });
    const bool ended = cache->wait(key("k"), kEver);
    ends.join();
    REQUIRE(ended);
  }
}
