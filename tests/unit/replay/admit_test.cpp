// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <vector>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

TEST_CASE("the first connection with a MAC is admitted, as often as it asks") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  for (int again = 0; again < 3; ++again) {
    CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  }
  CHECK(cache->why_unusable().empty());
}

TEST_CASE("another connection with the same MAC is a replay, whoever it says it is") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  for (const bool proof : {false, true}) {
    REQUIRE(TestClaim{.mac = 1, .cookie = 7, .proof = proof}.ask(*cache) ==
            ReplayAnswer::kAdmitted);
    CHECK(TestClaim{.mac = 1, .cookie = 8, .proof = proof}.ask(*cache) == ReplayAnswer::kReplayed);
    CHECK(TestClaim{.mac = 1, .cookie = 8, .uid = 1, .domain = "x", .proof = proof}.ask(*cache) ==
          ReplayAnswer::kReplayed);
    CHECK(TestClaim{.mac = 1, .cookie = 7, .proof = proof}.ask(*cache) == ReplayAnswer::kAdmitted);
  }
}

TEST_CASE("a MAC that differs in one bit is another") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  for (const size_t length : {size_t{7}, size_t{15}}) {
    // Of a proof eight bytes are kept; more bits than can meet by accident.
    const size_t kept = std::min<size_t>(length, 8);
    for (size_t bit = 0; bit <= kept * 8; ++bit) {
      std::vector<uint8_t> mac(length, 0xa5);
      if (bit < kept * 8) mac[bit / 8] ^= static_cast<uint8_t>(1U << (bit % 8));
      ReplayClaim claim{.mac = mac,
                        .ctl = static_cast<uint8_t>(length == 7 ? 0x50 : 0x60),
                        .socket_cookie = 100 + bit,
                        .domain = "d",
                        .uid = static_cast<uint32_t>(bit),
                        .epoch = kSomeEpoch};
      CAPTURE(length, bit);
      CHECK(cache->admit(claim) == ReplayAnswer::kAdmitted);
      claim.socket_cookie = 99;
      CHECK(cache->admit(claim) == ReplayAnswer::kReplayed);
    }
  }
}

TEST_CASE("a MAC of zeros is remembered like any other") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  const std::vector<uint8_t> zeros(15, 0);
  ReplayClaim claim{.mac = zeros, .ctl = 0x60, .socket_cookie = 1, .epoch = kSomeEpoch};
  CHECK(cache->admit(claim) == ReplayAnswer::kAdmitted);
  claim.socket_cookie = 2;
  CHECK(cache->admit(claim) == ReplayAnswer::kReplayed);
}

TEST_CASE("what could not be remembered is not admitted") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  const std::vector<uint8_t> bytes(16, 1);
  const std::span<const uint8_t> all(bytes);
  const ReplayClaim good{.mac = all.first(7), .ctl = 0x50, .socket_cookie = 1, .epoch = kSomeEpoch};
  for (const size_t length : {0, 1, 6, 8, 14, 16}) {
    ReplayClaim claim = good;
    claim.mac = all.first(length);
    CHECK(cache->admit(claim) == ReplayAnswer::kUnusable);
  }
  ReplayClaim claim = good;
  claim.socket_cookie = 0;
  CHECK(cache->admit(claim) == ReplayAnswer::kUnusable);
  claim.socket_cookie = uint64_t{1} << 63;
  CHECK(cache->admit(claim) == ReplayAnswer::kUnusable);
  claim = good;
  claim.epoch = ~uint64_t{0};
  CHECK(cache->admit(claim) == ReplayAnswer::kUnusable);
  CHECK(cache->why_unusable().find("cannot remember") != std::string::npos);
  CHECK(cache->admit(good) == ReplayAnswer::kAdmitted);
}

TEST_CASE("what was admitted is remembered by the next server, whatever capacity it asks for") {
  const ReplayFolder folder;
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
  const auto cache = open_cache(folder, ReplayCache::kDefaultCapacity);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*cache) == ReplayAnswer::kReplayed);
  CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
}

TEST_CASE("two caches open at once are one") {
  const ReplayFolder folder;
  const auto one = open_cache(folder);
  const auto other = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*one) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*other) == ReplayAnswer::kReplayed);
}

TEST_CASE("the cache as servers make it works with the host's own clock and boot") {
  const ReplayFolder folder;
  const auto host = read_host_clock();
  REQUIRE(host);
  CHECK(host->boot_id != BootId{});
  CHECK(read_host_clock()->boot_id == host->boot_id);
  CHECK(host->now().since_boot > 0);
  const auto cache = ReplayCache::make(folder.path());
  // Far ahead: also on a host that has just been started.
  const uint64_t epoch = static_cast<uint64_t>(host->now().unix_seconds) / 64 + 100;
  CHECK(TestClaim{.mac = 1, .cookie = 7, .epoch = epoch}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = 1, .cookie = 8, .epoch = epoch}.ask(*cache) == ReplayAnswer::kReplayed);
}
