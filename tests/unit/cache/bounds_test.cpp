// SPDX-License-Identifier: MIT
// What happens where there is more to keep than room for it.
#include <catch2/catch.hpp>

#include "core/cache/slot.h"
#include "tests/unit/cache/fixture.h"

using namespace cache_test;

namespace {

std::string numbered(size_t i) {
  return "key " + std::to_string(i);
}

size_t count_found(warifu::SharedCache& cache, size_t first, size_t end) {
  size_t found = 0;
  for (size_t i = first; i < end; ++i)
    found += get(cache, numbered(i)) == "value of " + numbered(i) ? 1 : 0;
  return found;
}

void fill(warifu::SharedCache& cache, size_t first, size_t end, int64_t keep = kEver) {
  for (size_t i = first; i < end; ++i, ++TestClock::now)
    REQUIRE(put(cache, numbered(i), "value of " + numbered(i), keep));
}

constexpr size_t kSmallSlots = size_t{16} * 352;

}  // namespace

TEST_CASE("most of the room can be used, and what is new is always found") {
  const auto cache = small_cache();
  fill(*cache, 0, kSmallSlots);
  CHECK(count_found(*cache, 0, kSmallSlots) > kSmallSlots * 9 / 10);
  for (size_t i = kSmallSlots; i < 3 * kSmallSlots; ++i) {
    fill(*cache, i, i + 1);
    REQUIRE(count_found(*cache, i, i + 1) == 1);
  }
  CHECK(count_found(*cache, 2 * kSmallSlots, 3 * kSmallSlots) > kSmallSlots / 2);
}

TEST_CASE("every further four MiB hold as much again") {
  const auto cache = small_cache(3 * warifu::kShardBytes + 1);
  CHECK(cache->bytes() == 3 * warifu::kShardBytes);
  fill(*cache, 0, 3 * kSmallSlots);
  CHECK(count_found(*cache, 0, 3 * kSmallSlots) > 3 * kSmallSlots * 9 / 10);
}

TEST_CASE("what is asked for stays, what nobody asks for goes") {
  const auto cache = small_cache();
  fill(*cache, 0, 100);
  for (size_t i = 100; i < 4 * kSmallSlots; ++i) {
    TestClock::now += 1;
    fill(*cache, i, i + 1);
    if (i % 500 == 0) REQUIRE(count_found(*cache, 0, 100) == 100);
  }
  CHECK(count_found(*cache, 0, 100) == 100);
}

TEST_CASE("what has expired goes before what has not, even if it was asked for") {
  const auto cache = small_cache();
  fill(*cache, 0, kSmallSlots / 2);
  fill(*cache, kSmallSlots / 2, kSmallSlots, kSecond);
  const size_t kept = count_found(*cache, 0, kSmallSlots / 2);
  (void)count_found(*cache, kSmallSlots / 2, kSmallSlots);
  TestClock::now += 2 * kSecond;
  fill(*cache, kSmallSlots, kSmallSlots + kSmallSlots / 4);
  CHECK(count_found(*cache, 0, kSmallSlots / 2) == kept);
}

TEST_CASE("long values have room of their own, which short ones do not take") {
  const auto cache = small_cache();
  const std::string huge(60'000, 'h');
  REQUIRE(put(*cache, "huge", huge));
  fill(*cache, 0, 3 * kSmallSlots);
  CHECK(get(*cache, "huge") == huge);
  for (size_t i = 0; i < 100; ++i) {
    TestClock::now += 1;
    REQUIRE(put(*cache, "huge " + std::to_string(i), huge));
    REQUIRE(get(*cache, "huge " + std::to_string(i)) == huge);
  }
  CHECK(count_found(*cache, 2 * kSmallSlots, 3 * kSmallSlots) > kSmallSlots / 2);
}

TEST_CASE("a value put over and over takes no more room than once") {
  const auto cache = small_cache();
  fill(*cache, 0, kSmallSlots / 2);
  const size_t kept = count_found(*cache, 0, kSmallSlots / 2);
  for (size_t i = 0; i < 10 * kSmallSlots; ++i)
    REQUIRE(put(*cache, numbered(0), "value of " + numbered(0)));
  CHECK(count_found(*cache, 0, kSmallSlots / 2) >= kept - 1);
}

TEST_CASE("values leave no lease without room, and leases no value") {
  const auto cache = small_cache();
  fill(*cache, 0, 2 * kSmallSlots);
  size_t claimed = 0;
  for (size_t i = 0; i < 200; ++i) {
    const auto claim = cache->claim(key(numbered(i)), kSecond, cache->ticket(), kPatience);
    claimed += claim == warifu::SharedCache::Claim::kYours ? 1 : 0;
  }
  CHECK(claimed > 190);
  fill(*cache, 1000, 2 * kSmallSlots);
  for (size_t i = 0, taken = 0; i < 200; ++i) {
    taken += cache->claim(key(numbered(i)), kSecond, cache->ticket(), 0) ==
                     warifu::SharedCache::Claim::kTaken
                 ? 1
                 : 0;
    if (i == 199) CHECK(taken == claimed);
  }
}

TEST_CASE("where there is no room for a lease it says so, and there is when they end") {
  using Claim = warifu::SharedCache::Claim;
  const auto cache = small_cache();
  size_t without_room = 0;
  for (size_t i = 0; i < 2000; ++i) {
    const auto claim = cache->claim(key(numbered(i)), kSecond, cache->ticket(), kPatience);
    REQUIRE(claim != Claim::kTaken);
    without_room += claim == Claim::kUnknown ? 1 : 0;
  }
  CHECK(without_room > 0);
  TestClock::now += kSecond;
  for (size_t i = 0; i < 100; ++i) {
    REQUIRE(cache->claim(key("later " + numbered(i)), kSecond, cache->ticket(), kPatience) !=
            Claim::kTaken);
  }
  CHECK(cache->claim(key("later"), kSecond, cache->ticket(), kPatience) == Claim::kYours);
}
