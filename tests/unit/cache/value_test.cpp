// SPDX-License-Identifier: MIT
// What is put is what is got, until its time is over.
#include <catch2/catch.hpp>

#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using warifu::CacheKey;
using warifu::SharedCache;

TEST_CASE("values of every length come back whole") {
  const auto cache = small_cache();
  for (const size_t length : {0, 1, 7, 8, 9, 100, 160, 200, 255, 256, 257, 976, 1000, 8000, 8192,
                              30'000, 65'535, 65'536}) {
    CAPTURE(length);
    std::string value(length, 'x');
    if (length > 0) value.back() = 'y';
    const std::string name = "n" + std::to_string(length);
    REQUIRE(put(*cache, name, value));
    CHECK(get(*cache, name) == value);
    CHECK(get(*cache, name + "!") == std::nullopt);
  }
}

TEST_CASE("keys of every length, and any bytes, are told apart") {
  const auto cache = small_cache();
  for (size_t length = 1; length <= CacheKey::kMostBytes; ++length) {
    const std::string zeros(length, '\0');
    REQUIRE(put(*cache, zeros, "of " + std::to_string(length)));
  }
  for (size_t length = 1; length <= CacheKey::kMostBytes; ++length) {
    CAPTURE(length);
    CHECK(get(*cache, std::string(length, '\0')) == "of " + std::to_string(length));
  }
}

TEST_CASE("one owner's key is not another's") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "mine"));
  SharedCache::Found found{};
  CHECK_FALSE(cache->get(key("k", 2), {}, found));
  CHECK(cache->get(key("k", 1), {}, found));
  CHECK(cache->claim(key("k", 1), kSecond, 1, 0) == SharedCache::Claim::kYours);
  CHECK(cache->claim(key("k", 2), kSecond, 2, 0) == SharedCache::Claim::kYours);
}

TEST_CASE("a value that is put again is the newer one, of whatever length") {
  const auto cache = small_cache();
  for (const size_t length : {10, 5000, 100, 60'000, 0, 900, 900}) {
    REQUIRE(put(*cache, "k", std::string(length, static_cast<char>('a' + length % 7))));
    CHECK(get(*cache, "k") == std::string(length, static_cast<char>('a' + length % 7)));
  }
}

TEST_CASE("a room that is too small gets the beginning, and the whole length") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "0123456789abcdef"));
  for (size_t capacity = 0; capacity <= 16; ++capacity) {
    std::string room(24, '.');
    SharedCache::Found found{};
    REQUIRE(cache->get(key("k"), {reinterpret_cast<uint8_t*>(room.data()), capacity}, found));
    CHECK(found.length == 16);
    CHECK(room ==
          std::string("0123456789abcdef").substr(0, capacity) + std::string(24 - capacity, '.'));
  }
}

TEST_CASE("a value grows old, turns stale, and is gone") {
  const auto cache = small_cache();
  const uint8_t byte = 1;
  REQUIRE(cache->put(key("k"), {&byte, 1}, 10 * kSecond, 30 * kSecond, kPatience));
  SharedCache::Found found{};
  REQUIRE(cache->get(key("k"), {}, found));
  CHECK(found.age == 0);
  CHECK(found.fresh_left == 10 * kSecond);
  TestClock::now += 10 * kSecond;
  REQUIRE(cache->get(key("k"), {}, found));
  CHECK(found.age == 10 * kSecond);
  CHECK(found.fresh_left == 0);
  TestClock::now += 20 * kSecond - 1;
  REQUIRE(cache->get(key("k"), {}, found));
  CHECK(found.fresh_left < 0);
  TestClock::now += 1;
  CHECK_FALSE(cache->get(key("k"), {}, found));
}

TEST_CASE("a value kept for no time takes the old one away") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "old"));
  REQUIRE(put(*cache, "k", "new", GENERATE(int64_t{0}, int64_t{-1}, INT64_MIN)));
  CHECK(get(*cache, "k") == std::nullopt);
}

TEST_CASE("spans beyond all measure are long spans, and no overflow") {
  const auto cache = small_cache();
  const uint8_t byte = 1;
  REQUIRE(cache->put(key("k"), {&byte, 1}, INT64_MAX, INT64_MAX, kPatience));
  TestClock::now += kEver;
  SharedCache::Found found{};
  REQUIRE(cache->get(key("k"), {}, found));
  CHECK(found.fresh_left > kEver);
  REQUIRE(cache->put(key("k"), {&byte, 1}, INT64_MIN, INT64_MAX, kPatience));
  REQUIRE(cache->get(key("k"), {}, found));
  CHECK(found.fresh_left == 0);
}

TEST_CASE("what is too long is not stored, and the old value stays") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "old"));
  REQUIRE_FALSE(put(*cache, "k", std::string(65'537, 'x')));
  CHECK(get(*cache, "k") == "old");
}
