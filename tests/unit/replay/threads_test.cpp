// SPDX-License-Identifier: MIT
#include <array>
#include <atomic>
#include <barrier>
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>
#include <vector>

#include "modules/hmac_owner/replay/key_usage.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

constexpr size_t kThreads = 4;

void on_threads(const std::function<void(size_t)>& body) {
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i)
    threads.emplace_back(body, i);
  for (auto& thread : threads)
    thread.join();
}

}  // namespace

TEST_CASE("of threads that bring one MAC at once exactly one is admitted") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, 4096);
  constexpr uint64_t kMacs = 2000;
  std::vector<std::atomic<int>> admitted(kMacs);
  std::atomic<int> other{0};
  std::barrier start(kThreads);
  on_threads([&](size_t thread) {
    for (uint64_t mac = 0; mac < kMacs; ++mac) {
      if (mac % 50 == 0) start.arrive_and_wait();
      // Every hundred another epoch, so that they meet at its beginning too.
      const TestClaim claim{.mac = mac, .cookie = thread + 1, .epoch = kSomeEpoch + mac / 100};
      const ReplayAnswer answer = claim.ask(*cache);
      if (answer == ReplayAnswer::kAdmitted) ++admitted[mac];
      if (answer != ReplayAnswer::kAdmitted && answer != ReplayAnswer::kReplayed) ++other;
    }
  });
  CHECK(other == 0);
  for (uint64_t mac = 0; mac < kMacs; ++mac) {
    CAPTURE(mac);
    REQUIRE(admitted[mac] == 1);
  }
}

TEST_CASE("threads together take no more than an owner's quota, and all of it") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, 4096);
  std::atomic<uint64_t> admitted{0};
  on_threads([&](size_t thread) {
    for (uint64_t i = 0; i < 300; ++i) {
      const TestClaim claim{.mac = thread * 1000 + i};
      if (claim.ask(*cache) == ReplayAnswer::kAdmitted) ++admitted;
    }
  });
  CHECK(admitted == 4096 / 16);
}

TEST_CASE("who comes second with a MAC leaves no mark in the owner's quota") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, 16384);
  constexpr uint64_t kQuota = 16384 / 16;
  constexpr uint64_t kMacs = 800;
  std::barrier start(kThreads);
  on_threads([&](size_t thread) {
    for (uint64_t mac = 0; mac < kMacs; ++mac) {
      if (mac % 10 == 0) start.arrive_and_wait();
      (void)TestClaim{.mac = mac, .cookie = thread + 1}.ask(*cache);
    }
  });
  for (uint64_t mac = kMacs; mac < kQuota; ++mac) {
    CAPTURE(mac);
    REQUIRE(TestClaim{.mac = mac}.ask(*cache) == ReplayAnswer::kAdmitted);
  }
  CHECK(TestClaim{.mac = kQuota}.ask(*cache) == ReplayAnswer::kOwnerOverQuota);
}

TEST_CASE("threads that begin an epoch together begin it once") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  constexpr uint64_t kRounds = 60;
  std::barrier start(kThreads);
  for (uint64_t round = 0; round < kRounds; ++round) {
    on_threads([&](size_t thread) {
      for (uint64_t i = 0; i < 8; ++i) {
        start.arrive_and_wait();
        // Not quite together: one is to look before the other is done, and act after.
        for (std::atomic<uint64_t> spin = 0; spin < thread * (round + i) * 10; ++spin) {
        }
        (void)TestClaim{.cookie = thread + 1, .epoch = kSomeEpoch + round * 8 + i}.ask(*cache);
      }
    });
    // A file in which an epoch has two regions is refused.
    REQUIRE(fault_in(folder.path()).empty());
  }
}

TEST_CASE("regions that change hands under the threads admit nothing twice") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  // So many epochs, in each thread's own order, that every few claims forget one.
  constexpr uint64_t kEpochs = 200;
  constexpr uint64_t kMacs = 4;
  std::vector<std::atomic<uint64_t>> winner(kEpochs * kMacs);
  std::atomic<int> twice{0};
  on_threads([&](size_t thread) {
    for (uint64_t step = 0; step < kEpochs * 4; ++step) {
      const uint64_t epoch = step / 4 + (step * (thread + 1)) % 5;
      const uint64_t mac = step % kMacs;
      if (epoch >= kEpochs) continue;
      const TestClaim claim{.mac = mac, .cookie = thread + 1, .epoch = kSomeEpoch + epoch};
      if (claim.ask(*cache) != ReplayAnswer::kAdmitted) continue;
      uint64_t nobody = 0;
      if (!winner[epoch * kMacs + mac].compare_exchange_strong(nobody, thread + 1) &&
          nobody != thread + 1) {
        ++twice;
      }
    }
  });
  CHECK(twice == 0);
}

TEST_CASE("threads that open the cache at once open it once, and none is refused") {
  const ReplayFolder folder;
  const std::string late = folder.parent() + "/late";
  FileReplayCache cache(late, kSmall, TestHost::read);
  std::filesystem::create_directory(late);
  std::filesystem::permissions(late, std::filesystem::perms::owner_all);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  std::atomic<int> admitted{0};
  on_threads([&](size_t thread) {
    const TestClaim claim{.mac = thread, .cookie = thread + 1};
    if (claim.ask(cache) == ReplayAnswer::kAdmitted) ++admitted;
  });
  CHECK(admitted == kThreads);
}

TEST_CASE("threads may ask why while others are refused") {
  FileReplayCache cache("/nonexistent/warifu", kSmall, TestHost::read);
  on_threads([&](size_t) {
    for (int i = 0; i < 200; ++i) {
      (void)TestClaim{}.ask(cache);
      (void)cache.why_unusable();
    }
  });
  CHECK(cache.why_unusable().find("/nonexistent") != std::string::npos);
}
