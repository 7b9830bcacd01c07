// SPDX-License-Identifier: MIT
// Many processes, killed wherever they happen to be.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using Claim = warifu::SharedCache::Claim;

namespace {

struct Tally {
  std::atomic<uint64_t> steps, hits, torn, asked;
};

constexpr uint64_t kKeys = 300;

std::string name_of(uint64_t i) {
  return "owner " + std::to_string(i % kKeys);
}

size_t length_of(std::mt19937_64& random) {
  constexpr size_t kLengths[] = {16, 100, 160, 161, 800, 4000, 60'000};
  return kLengths[random() % std::size(kLengths)];
}

// As a server's process does: looks, asks if nobody does, waits otherwise; until it is killed.
[[noreturn]] void serve(warifu::SharedCache& cache, const Shared<Tally>& tally, uint64_t number) {
  std::mt19937_64 random(number);
  for (;; ++tally->steps) {
    const std::string name = name_of(random());
    if (const auto found = get(cache, name)) {
      ++tally->hits;
      if (!is_sealed(name, *found)) ++tally->torn;
      if (random() % 4 != 0) continue;
    }
    const uint64_t ticket = cache.ticket();
    const Claim claim = cache.claim(key(name), 5000, ticket, kPatience);
    if (claim == Claim::kTaken) {
      (void)cache.wait(key(name), 2000);
    } else if (random() % 8 == 0) {
      cache.release(key(name), ticket);
    } else {
      (void)put(cache, name, sealed(name, random(), length_of(random)));
    }
  }
}

}  // namespace

TEST_CASE("processes killed anywhere leave whole values, and room for all that is new") {
  const auto cache = real_cache();
  const Shared<Tally> tally;
  std::mt19937_64 random(7);
  uint64_t number = 0;
  std::vector<Child> servers;
  for (int i = 0; i < 4; ++i)
    servers.emplace_back([&, n = ++number] { serve(*cache, tally, n); });
  for (int kill = 0; kill < 150; ++kill) {
    usleep(static_cast<useconds_t>(random() % 3000));
    Child& server = servers[random() % servers.size()];
    server.kill();
    server = Child([&, n = ++number] { serve(*cache, tally, n); });
  }
  const uint64_t before = tally->hits;
  until([&] { return tally->hits > before + 100; });
  servers.clear();
  CHECK(tally->torn == 0);
  CHECK(tally->hits > before);

  // Nothing was lost to the dead: as many values fit as into a new cache.
  const auto fresh = real_cache();
  size_t kept = 0;
  size_t kept_fresh = 0;
  for (size_t i = 0; i < 5000; ++i) {
    REQUIRE(put(*cache, "new " + std::to_string(i), "v"));
    REQUIRE(put(*fresh, "new " + std::to_string(i), "v"));
  }
  for (size_t i = 0; i < 5000; ++i) {
    kept += get(*cache, "new " + std::to_string(i)) ? 1 : 0;
    kept_fresh += get(*fresh, "new " + std::to_string(i)) ? 1 : 0;
  }
  CHECK(kept_fresh > 4500);
  CHECK(kept > 4500);
}

TEST_CASE("of processes that want one value at once exactly one asks") {
  const auto cache = real_cache();
  constexpr int kRounds = 200;
  const Shared<Tally> tally;
  std::vector<Child> servers;
  for (int i = 0; i < 8; ++i) {
    servers.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        const std::string name = "round " + std::to_string(round);
        while (!get(*cache, name)) {
          if (cache->claim(key(name), kEver, cache->ticket(), kPatience) != Claim::kYours) {
            (void)cache->wait(key(name), kEver);
            continue;
          }
          // Somebody may have put it after this one looked and before it claimed.
          if (get(*cache, name)) {
            (void)put(*cache, name, "v");
            continue;
          }
          ++tally->asked;
          (void)put(*cache, name, "v");
        }
      }
    });
  }
  for (Child& each : servers)
    CHECK(each.wait() == 0);
  CHECK(tally->asked == kRounds);
}

TEST_CASE("what a child puts its parent and its siblings get, whatever they may do") {
  const auto cache = real_cache();
  Child putter([&] {
    if (getuid() == 0 && setuid(65534) != 0) _exit(1);
    _exit(put(*cache, "k", "v") ? 0 : 1);
  });
  REQUIRE(putter.wait() == 0);
  CHECK(get(*cache, "k") == "v");
  Child getter([&] { _exit(get(*cache, "k") == "v" ? 0 : 1); });
  CHECK(getter.wait() == 0);
}

TEST_CASE("waiting processes are woken by another's value") {
  const auto cache = real_cache();
  REQUIRE(cache->claim(key("k"), kEver, cache->ticket(), kPatience) == Claim::kYours);
  const Shared<Tally> tally;
  std::vector<Child> waiting;
  for (int i = 0; i < 8; ++i) {
    waiting.emplace_back([&] {
      ++tally->steps;
      _exit(cache->wait(key("k"), kEver) && get(*cache, "k") == "v" ? 0 : 1);
    });
  }
  until([&] { return tally->steps == waiting.size(); });
  REQUIRE(put(*cache, "k", "v"));
  for (Child& each : waiting)
    CHECK(each.wait() == 0);
}
