// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

void boot_again() {
  TestHost::clock.boot_id = {0x3333, 0x4444};
}

}  // namespace

TEST_CASE("after a reboot a cookie of before is another connection's") {
  const ReplayFolder folder;
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
  boot_again();
  const auto cache = open_cache(folder);
  CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*cache) == ReplayAnswer::kClockSetBack);
}

TEST_CASE("after a reboot everything up to the last epoch counts as forgotten, and no more") {
  const ReplayFolder folder;
  REQUIRE(TestClaim{.epoch = kSomeEpoch + 1}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
  boot_again();
  for (int restart = 0; restart < 3; ++restart) {
    const auto cache = open_cache(folder);
    CHECK(TestClaim{.mac = 1, .epoch = kSomeEpoch}.ask(*cache) == ReplayAnswer::kClockSetBack);
    CHECK(TestClaim{.mac = 1, .epoch = kSomeEpoch + 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
    CHECK(TestClaim{.mac = 1, .epoch = kSomeEpoch + 2}.ask(*cache) == ReplayAnswer::kAdmitted);
  }
}

TEST_CASE("one half of the boot's id is not enough to believe the cookies") {
  const ReplayFolder folder;
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
  const size_t half = GENERATE(size_t{0}, size_t{1});
  TestHost::clock.boot_id.at(half) += 1;
  CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kClockSetBack);
}

TEST_CASE("just after a boot, what may have been accepted before it is refused") {
  const ReplayFolder folder;
  // Booted ten seconds into kSomeEpoch; before that, a server may have accepted kSomeEpoch + 1.
  const int64_t at_boot = static_cast<int64_t>(kSomeEpoch) * 64 + 10;
  TestHost::moment = {at_boot + 20, 20};
  const auto cache = open_cache(folder);
  CHECK(TestClaim{.epoch = kSomeEpoch - 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(TestClaim{.epoch = kSomeEpoch}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(TestClaim{.epoch = kSomeEpoch + 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
  TestHost::moment = {at_boot + 80, 80};
  CHECK(TestClaim{.epoch = kSomeEpoch + 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(TestClaim{.epoch = kSomeEpoch + 2}.ask(*cache) == ReplayAnswer::kAdmitted);
}

TEST_CASE("a clock that is put right after the boot does not bring back what was before it") {
  const ReplayFolder folder;
  const int64_t at_boot = static_cast<int64_t>(kSomeEpoch) * 64;
  TestHost::moment = {at_boot - 3600, 20};  // an hour slow when the server starts
  const auto cache = open_cache(folder);
  TestHost::moment = {at_boot + 40, 40};
  CHECK(TestClaim{.epoch = kSomeEpoch + 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(TestClaim{.epoch = kSomeEpoch + 2}.ask(*cache) == ReplayAnswer::kAdmitted);
}

TEST_CASE("a host that has been up for three epochs refuses nothing for its boot's sake") {
  const ReplayFolder folder;
  TestHost::moment = {static_cast<int64_t>(kSomeEpoch) * 64, 192};
  const auto cache = open_cache(folder);
  CHECK(TestClaim{.epoch = kSomeEpoch - 1}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.epoch = kSomeEpoch}.ask(*cache) == ReplayAnswer::kAdmitted);
}

TEST_CASE("without the boot's id there is no cache") {
  const ReplayFolder folder;
  FileReplayCache cache(folder.path(), kSmall, [] {
    return warifu::Result<HostClock>(
        warifu::failure(warifu::ErrorKind::kUnavailable, "no boot id; mount /proc"));
  });
  CHECK(TestClaim{}.ask(cache) == ReplayAnswer::kUnusable);
  CHECK(cache.why_unusable() == "no boot id; mount /proc");
}
