// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

constexpr size_t kCapacity = 4096;
constexpr size_t kQuota = kCapacity / 16;

// So many claims of one owner's until it is refused.
size_t flood(ReplayCache& cache, uint32_t uid, const std::string& domain = "web") {
  for (size_t count = 0; count <= kCapacity; ++count) {
    const TestClaim claim{.mac = (uint64_t{uid} << 32) + domain.size() * 100'000 + count,
                          .cookie = count + 1,
                          .uid = uid,
                          .domain = domain};
    if (claim.ask(cache) == ReplayAnswer::kOwnerOverQuota) return count;
  }
  return ~size_t{0};
}

}  // namespace

TEST_CASE("an owner who floods is refused alone, at a sixteenth") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  CHECK(flood(*cache, 10042) == kQuota);
  CHECK(flood(*cache, 10042) == kQuota);  // its old claims stand, and no new one
  for (uint32_t uid = 0; uid < 1000; ++uid) {
    if (uid == 10042) continue;
    REQUIRE(TestClaim{.mac = uid, .cookie = 5, .uid = uid}.ask(*cache) == ReplayAnswer::kAdmitted);
  }
}

TEST_CASE("an owner is a uid in a domain") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  REQUIRE(flood(*cache, 10042, "web") == kQuota);
  CHECK(flood(*cache, 10042, "batch") == kQuota);
  CHECK(flood(*cache, 10042, "") == kQuota);
}

TEST_CASE("an owner over its quota is still told of a replay, and may verify again") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  REQUIRE(flood(*cache, 10042) == kQuota - 1);
  CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*cache) == ReplayAnswer::kReplayed);
}

TEST_CASE("a flood is over with its epoch") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  REQUIRE(flood(*cache, 10042) == kQuota);
  CHECK(TestClaim{.mac = 1, .cookie = 7, .epoch = kSomeEpoch + 1}.ask(*cache) ==
        ReplayAnswer::kAdmitted);
}

TEST_CASE("replays and refusals use nothing up") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  for (uint64_t cookie = 100; cookie < 100 + 2 * kCapacity; ++cookie) {
    REQUIRE(TestClaim{.mac = 1, .cookie = cookie}.ask(*cache) == ReplayAnswer::kReplayed);
  }
  REQUIRE(flood(*cache, 10042) == kQuota - 1);
  for (uint64_t mac = 1; mac <= 2 * kCapacity; ++mac) {
    REQUIRE(TestClaim{.mac = mac << 40}.ask(*cache) == ReplayAnswer::kOwnerOverQuota);
  }
  for (uint32_t uid = 1; uid <= 14; ++uid)
    CHECK(flood(*cache, uid) == kQuota);
}

TEST_CASE("sixteen owners together fill an epoch, and no other epoch") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, kCapacity);
  for (uint32_t uid = 1; uid <= 16; ++uid) {
    for (uint64_t count = 0; count < kQuota; ++count) {
      const TestClaim claim{.mac = uid * kCapacity + count, .cookie = count + 1, .uid = uid};
      REQUIRE(claim.ask(*cache) == ReplayAnswer::kAdmitted);
    }
  }
  CHECK(TestClaim{.mac = 1, .uid = 17}.ask(*cache) == ReplayAnswer::kFull);
  CHECK(TestClaim{.mac = kCapacity, .cookie = 1, .uid = 1}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = kCapacity, .cookie = 9, .uid = 1}.ask(*cache) == ReplayAnswer::kReplayed);
  CHECK(TestClaim{.mac = 1, .epoch = kSomeEpoch + 1, .uid = 17}.ask(*cache) ==
        ReplayAnswer::kAdmitted);
}

TEST_CASE("an epoch holds its capacity also where every claim is another owner's") {
  for (const size_t capacity : {size_t{256}, size_t{1000}, kCapacity, size_t{30'000}}) {
    const ReplayFolder folder;
    const auto cache = open_cache(folder, capacity);
    CAPTURE(capacity);
    for (uint32_t uid = 0; uid < capacity; ++uid) {
      const TestClaim claim{.mac = uid, .cookie = uid + 1, .uid = uid};
      if (claim.ask(*cache) != ReplayAnswer::kAdmitted) FAIL("refused: " << uid);
    }
    CHECK(TestClaim{.mac = capacity, .uid = 1}.ask(*cache) == ReplayAnswer::kFull);
    for (uint32_t uid = 0; uid < capacity; ++uid) {
      const TestClaim replay{.mac = uid, .cookie = capacity + 1, .uid = uid};
      if (replay.ask(*cache) != ReplayAnswer::kReplayed) FAIL("not remembered: " << uid);
    }
  }
}
