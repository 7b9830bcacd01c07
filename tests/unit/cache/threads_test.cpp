// SPDX-License-Identifier: MIT
// Many threads at once; the thread sanitizer looks on.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/unit/cache/fixture.h"

using namespace cache_test;
using Claim = warifu::SharedCache::Claim;

namespace {

void run(int threads, const std::function<void(uint64_t)>& work) {
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back(work, static_cast<uint64_t>(i));
  for (std::thread& each : all)
    each.join();
}

}  // namespace

TEST_CASE("a value that is always there is never missed while it is replaced") {
  const auto cache = real_cache();
  REQUIRE(put(*cache, "k", sealed("k", 0, 100)));
  std::atomic<int> missed = 0;
  std::atomic<int> torn = 0;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (uint64_t i = 0; i < 5000; ++i)
      (void)put(*cache, "k", sealed("k", i, i % 3 == 0 ? 100 : 900));
    done = true;
  });
  run(2, [&](uint64_t) {
    while (!done) {
      const auto found = get(*cache, "k");
      missed += found ? 0 : 1;
      torn += found && !is_sealed("k", *found) ? 1 : 0;
    }
  });
  writer.join();
  CHECK(torn == 0);
  CHECK(missed == 0);
}

TEST_CASE("threads that claim at once: one has the lease") {
  const auto cache = real_cache();
  for (int round = 0; round < 200; ++round) {
    std::atomic<int> claimed = 0;
    std::atomic<uint64_t> holder = 0;
    const std::string name = std::to_string(round);
    run(4, [&](uint64_t) {
      const uint64_t ticket = cache->ticket();
      if (cache->claim(key(name), kEver, ticket, kPatience) != Claim::kYours) return;
      ++claimed;
      holder = ticket;
    });
    REQUIRE(claimed == 1);
    cache->release(key(name), holder);  // a row has room for fifteen, and chance may fill it
  }
}

TEST_CASE("threads that put, get, claim and wait see whole values only") {
  const auto cache = real_cache();
  std::atomic<int> torn = 0;
  run(4, [&](uint64_t number) {
    for (uint64_t i = 0; i < 1000; ++i) {
      const std::string name = "k" + std::to_string((i * 7 + number) % 20);
      const auto found = get(*cache, name);
      torn += found && !is_sealed(name, *found) ? 1 : 0;
      const uint64_t ticket = cache->ticket();
      if (cache->claim(key(name), 1000, ticket, kPatience) == Claim::kTaken) {
        (void)cache->wait(key(name), 500);
      } else if (i % 5 == 0) {
        cache->release(key(name), ticket);
      } else {
        (void)put(*cache, name, sealed(name, i, 16 + i % 1500));
      }
    }
  });
  CHECK(torn == 0);
}

TEST_CASE("a child forked by one thread while another writes has a cache that works") {
  const auto cache = real_cache();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (uint64_t i = 0; !done; ++i)
      (void)put(*cache, "k", sealed("k", i, 5000));
  });
  for (int i = 0; i < 50; ++i) {
    Child child([&] {
      const auto found = get(*cache, "k");
      const bool whole = !found || is_sealed("k", *found);
      _exit(whole && put(*cache, "child", "v") && get(*cache, "child") == "v" ? 0 : 1);
    });
    REQUIRE(child.wait() == 0);
  }
  done = true;
  writer.join();
}
