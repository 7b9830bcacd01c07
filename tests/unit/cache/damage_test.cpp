// SPDX-License-Identifier: MIT
// Whatever stands in the shared memory: nothing outside of it is touched (the address sanitizer
// looks on), nothing wrong is given out, and the cache works again.
#include <catch2/catch.hpp>
#include <cstring>
#include <random>

#include "tests/unit/cache/fixture.h"

using namespace cache_test;

namespace {

constexpr int kKeys = 64;

std::string numbered(uint64_t i) {
  return "key " + std::to_string(i % kKeys);
}

size_t length_of(uint64_t i) {
  constexpr size_t kLengths[] = {16, 150, 300, 900, 5000, 65'536};
  return kLengths[i % std::size(kLengths)];
}

void use_everything(warifu::SharedCache& cache, std::mt19937_64& random) {
  for (int step = 0; step < 50; ++step) {
    const uint64_t i = random();
    const std::string name = numbered(i);
    const auto found = get(cache, name);
    if (found) REQUIRE(is_sealed(name, *found));
    if (i % 3 == 0) {
      (void)put(cache, name, sealed(name, i, length_of(i)));
    } else if (i % 3 == 1) {
      (void)cache.claim(key(name), kSecond, cache.ticket(), 0);
      (void)cache.wait(key(name), 0);
      cache.release(key(name), i);
    }
  }
}

}  // namespace

TEST_CASE("random damage is never followed, and no damaged value is given out") {
  const auto cache = small_cache();
  std::mt19937_64 random(5);
  const auto bytes = cache->mapping().bytes();
  for (int round = 0; round < 150; ++round) {
    use_everything(*cache, random);
    for (int i = 0; i < 2000; ++i)
      bytes[random() % sizeof(warifu::Shard)] ^= static_cast<std::byte>(1 << random() % 8);
  }
  for (int i = 0; i < kKeys; ++i) {
    const std::string name = numbered(static_cast<uint64_t>(i));
    REQUIRE(put(*cache, name, sealed(name, 1, 100)));
    CHECK(get(*cache, name) == sealed(name, 1, 100));
  }
}

TEST_CASE("memory full of one byte is a cache without values, that works") {
  const auto cache = small_cache();
  const auto bytes = cache->mapping().bytes();
  const int fill = GENERATE(0xff, 0x80, 0x7f, 0x01);
  std::memset(bytes.data(), fill, bytes.size());
  for (int i = 0; i < kKeys; ++i) {
    const std::string name = numbered(static_cast<uint64_t>(i));
    CHECK(get(*cache, name) == std::nullopt);
    CHECK(cache->wait(key(name), 0));
    REQUIRE(put(*cache, name, sealed(name, 1, length_of(static_cast<uint64_t>(i)))));
    CHECK(get(*cache, name) == sealed(name, 1, length_of(static_cast<uint64_t>(i))));
    CHECK(cache->claim(key(name), kSecond, cache->ticket(), kPatience) ==
          warifu::SharedCache::Claim::kYours);
  }
}

TEST_CASE("a row whose slots all pretend to be one key's is put right by its next value") {
  const auto cache = small_cache();
  REQUIRE(put(*cache, "k", "v"));
  auto& shard = cache->mapping().shard(0);
  uint64_t tag = 0;
  for (auto& row : shard.small.tags) {
    for (auto& each : row)
      tag = std::max(tag, each.load());
  }
  REQUIRE(tag != 0);
  for (auto& row : shard.small.tags) {
    for (auto& each : row)
      each = tag;
  }
  (void)get(*cache, "k");
  REQUIRE(put(*cache, "k", "new"));
  CHECK(get(*cache, "k") == "new");
}

TEST_CASE("a bit that flips anywhere in a value makes it none") {
  const auto cache = small_cache();
  const std::string value = sealed("k", 1, 100);
  REQUIRE(put(*cache, "k", value));
  auto& table = cache->mapping().shard(0).small;
  std::span<warifu::CacheWord> words;
  for (size_t row = 0; row < table.tags.size(); ++row) {
    for (size_t i = 0; i < table.slots(); ++i) {
      if (table.tags[row][i] != 0) words = table.words[row][i];
    }
  }
  REQUIRE_FALSE(words.empty());
  const size_t used = 6 + 5 + (value.size() + 7) / 8;
  for (size_t at = 0; at < used; ++at) {
    if (at == 5) continue;  // when it was last used, which decides nothing
    for (int bit = 0; bit < 64; bit += 7) {
      words[at] ^= uint64_t{1} << bit;
      CAPTURE(at, bit);
      CHECK(get(*cache, "k") == std::nullopt);
      words[at] ^= uint64_t{1} << bit;
    }
  }
  CHECK(get(*cache, "k") == value);
}
