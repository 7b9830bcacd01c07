// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

constexpr uint64_t kHour = 3600 / 64 + 1;

// A minute's logins as a server at `epoch` sees them: clients may be one epoch off either way. Each
// is admitted, and its replay refused.
void log_in_around(ReplayCache& cache, uint64_t epoch, uint64_t& number) {
  for (const uint64_t signed_in : {epoch, epoch + 1, epoch - 1}) {
    const TestClaim claim{.mac = ++number, .cookie = number, .epoch = signed_in};
    CAPTURE(epoch, signed_in);
    REQUIRE(claim.ask(cache) == ReplayAnswer::kAdmitted);
    TestClaim replay = claim;
    replay.cookie = number + 1'000'000;
    REQUIRE(replay.ask(cache) == ReplayAnswer::kReplayed);
  }
}

}  // namespace

TEST_CASE("hours of logins pass, and each replay is refused while it is valid") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  uint64_t number = 0;
  for (uint64_t epoch = kSomeEpoch; epoch < kSomeEpoch + 500; ++epoch) {
    log_in_around(*cache, epoch, number);
  }
}

TEST_CASE("a clock that goes ahead an hour, stays twenty minutes and comes back refuses nobody") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  uint64_t number = 0;
  uint64_t epoch = kSomeEpoch;
  for (int i = 0; i < 100; ++i)
    log_in_around(*cache, epoch++, number);
  const TestClaim before{.mac = 500'000, .cookie = 1, .epoch = epoch};
  REQUIRE(before.ask(*cache) == ReplayAnswer::kAdmitted);
  const uint64_t ahead = epoch + kHour;
  constexpr uint64_t kStay = 19;
  for (uint64_t i = 0; i < kStay; ++i)
    log_in_around(*cache, ahead + i, number);
  epoch += kStay;
  // Back, and on until the time that was visited early is long past.
  for (uint64_t i = 0; i < 3 * kHour; ++i)
    log_in_around(*cache, epoch++, number);
  TestClaim replay = before;
  replay.cookie = 2;
  CHECK(replay.ask(*cache) == ReplayAnswer::kClockSetBack);
}

TEST_CASE("what was accepted while the clock was ahead is refused when the time has come") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  uint64_t number = 0;
  const TestClaim early{.mac = 500'000, .cookie = 1, .epoch = kSomeEpoch + kHour};
  REQUIRE(early.ask(*cache) == ReplayAnswer::kAdmitted);
  for (uint64_t i = 0; i <= kHour; ++i)
    log_in_around(*cache, kSomeEpoch + i, number);
  TestClaim replay = early;
  replay.cookie = 2;
  CHECK(replay.ask(*cache) == ReplayAnswer::kReplayed);
}

TEST_CASE("a clock that was ahead for longer than can be remembered fails closed until then") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  uint64_t number = 0;
  log_in_around(*cache, kSomeEpoch, number);
  const uint64_t ahead = kSomeEpoch + kHour;
  for (uint64_t i = 0; i < 2 * kRegions; ++i)
    log_in_around(*cache, ahead + i, number);
  const uint64_t back = kSomeEpoch + 2 * kRegions;
  CHECK(TestClaim{.mac = 900'000, .epoch = back}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(cache->why_unusable().empty());
  log_in_around(*cache, ahead + 2 * kRegions, number);
}

TEST_CASE("an epoch older than all that are remembered takes no room from them") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  for (uint64_t i = 0; i < kRegions; ++i) {
    REQUIRE(TestClaim{.mac = 1, .cookie = 7, .epoch = kSomeEpoch + i}.ask(*cache) ==
            ReplayAnswer::kAdmitted);
  }
  CHECK(TestClaim{.mac = 1, .epoch = kSomeEpoch - 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
  for (uint64_t i = 0; i < kRegions; ++i) {
    CHECK(TestClaim{.mac = 1, .cookie = 8, .epoch = kSomeEpoch + i}.ask(*cache) ==
          ReplayAnswer::kReplayed);
  }
}

TEST_CASE("a clock set back further than is remembered refuses, and forgets nothing for it") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  uint64_t number = 0;
  for (uint64_t i = 0; i < 2 * kRegions; ++i)
    log_in_around(*cache, kSomeEpoch + i, number);
  for (uint64_t back = 1; back < 1000; ++back) {
    const TestClaim claim{.mac = 900'000, .cookie = back, .epoch = kSomeEpoch - back};
    REQUIRE(claim.ask(*cache) == ReplayAnswer::kClockSetBack);
  }
  log_in_around(*cache, kSomeEpoch + 2 * kRegions - 2, number);
}

// The oracle remembers everything. Whatever the clock does, and however often the server or the
// host is started anew, it must never have seen a MAC admitted for another connection.
TEST_CASE("no clock makes two connections pass with one MAC") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  std::mt19937_64 random(seed);
  const ReplayFolder folder;
  auto cache = open_cache(folder);
  using Connection = std::pair<uint64_t, uint64_t>;  // boot and cookie
  std::map<std::pair<uint64_t, uint64_t>, Connection> oracle;
  uint64_t now = kSomeEpoch;
  size_t admitted = 0;
  for (int step = 0; step < 40'000; ++step) {
    const uint64_t dice = random() % 1000;
    if (dice < 100) ++now;
    if (dice >= 100 && dice < 110) now += random() % 80;
    if (dice >= 110 && dice < 120) now -= random() % 80;
    if (dice == 120) cache = open_cache(folder);
    if (dice == 121 && random() % 10 == 0) {
      TestHost::clock.boot_id[0]++;
      cache = open_cache(folder);
    }
    const TestClaim claim{
        .mac = random() % 6, .cookie = 1 + random() % 3, .epoch = now - 1 + random() % 3};
    if (claim.ask(*cache) != ReplayAnswer::kAdmitted) continue;
    ++admitted;
    const Connection who{TestHost::clock.boot_id[0], claim.cookie};
    const auto [entry, fresh] = oracle.try_emplace({claim.epoch, claim.mac}, who);
    if (entry->second != who) FAIL("seed " << seed << ", step " << step);
  }
  CHECK(admitted > 1000);
}
