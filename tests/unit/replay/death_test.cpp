// SPDX-License-Identifier: MIT
// States that a process leaves behind when it dies between two steps, made by hand.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/posix/unique_fd.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

// The cache's file beneath the cache.
class Beneath {
 public:
  explicit Beneath(const ReplayFolder& folder) : layout_(kSmall) {
    const warifu::UniqueFd fd(::open(folder.claims().c_str(), O_RDWR));
    mapping_ =
        ::mmap(nullptr, layout_.file_bytes(), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    REQUIRE(mapping_ != MAP_FAILED);
  }
  ~Beneath() { ::munmap(mapping_, layout_.file_bytes()); }
  Beneath(const Beneath&) = delete;
  Beneath& operator=(const Beneath&) = delete;

  [[nodiscard]] ClaimFileHeader& header() const { return *static_cast<ClaimFileHeader*>(mapping_); }
  // The word of the region that has this epoch.
  [[nodiscard]] std::atomic<uint64_t>& word(uint64_t epoch) const {
    return header().region.at(region(epoch));
  }
  // The slot that holds this value.
  [[nodiscard]] Slot* slot(uint64_t epoch, uint64_t value) const {
    auto* slots = reinterpret_cast<Slot*>(static_cast<char*>(mapping_) +
                                          layout_.region_offset(region(epoch)));
    for (Slot* at = slots; at < slots + layout_.slots(0); ++at) {
      if (at->value.load() == value) return at;
    }
    FAIL("no such slot");
    return nullptr;
  }

 private:
  [[nodiscard]] size_t region(uint64_t epoch) const {
    for (size_t i = 0; i < kRegions; ++i) {
      if (RegionWord(header().region.at(i).load()).remembers(epoch)) return i;
    }
    FAIL("no such region");
    return 0;
  }
  ClaimLayout layout_;
  void* mapping_;
};

constexpr uint64_t kCookie = 0x123456789abcdef;

}  // namespace

TEST_CASE("who died between taking a slot and being admitted leaves it to the next") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1, .cookie = kCookie}.ask(*cache) == ReplayAnswer::kAdmitted);
  const Beneath beneath(folder);
  beneath.slot(kSomeEpoch, kCookie)->value.store(0);
  CHECK(TestClaim{.mac = 1, .cookie = 5}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = 1, .cookie = kCookie}.ask(*cache) == ReplayAnswer::kReplayed);
}

TEST_CASE("who died after an owner was noted and before it was counted harms nobody") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1}.ask(*cache) == ReplayAnswer::kAdmitted);
  const Beneath beneath(folder);
  Slot* owner = beneath.slot(kSomeEpoch, kOwnerCount | 1);
  SECTION("no count") {
    owner->value.store(0);
  }
  SECTION("a cookie of an earlier epoch's") {
    owner->value.store(kCookie);
  }
  CHECK(TestClaim{.mac = 2}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(owner->value.load() == (kOwnerCount | 1));
}

TEST_CASE("who died after raising the mark left the epoch remembered") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  const Beneath beneath(folder);
  beneath.header().highest_forgotten.store(kSomeEpoch);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*cache) == ReplayAnswer::kReplayed);
  CHECK(TestClaim{.mac = 2, .cookie = 8}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(TestClaim{.mac = 3, .epoch = kSomeEpoch - 1}.ask(*cache) == ReplayAnswer::kClockSetBack);
}

TEST_CASE("who died while a region was being emptied leaves it to be emptied again") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1, .cookie = kCookie}.ask(*cache) == ReplayAnswer::kAdmitted);
  const Beneath beneath(folder);
  Slot* slot = beneath.slot(kSomeEpoch, kCookie);
  beneath.header().highest_forgotten.store(kSomeEpoch);
  beneath.word(kSomeEpoch).store(0);
  CHECK(TestClaim{.mac = 1, .cookie = 8}.ask(*cache) == ReplayAnswer::kClockSetBack);
  // The next epoch that falls to this region finds nothing of the old one.
  REQUIRE(TestClaim{.epoch = kSomeEpoch + kRegions}.ask(*cache) == ReplayAnswer::kAdmitted);
  CHECK(slot->value.load() != kCookie);
}

TEST_CASE("who died between the halves of a new boot's id leaves it to be done again") {
  const ReplayFolder folder;
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
  TestHost::clock.boot_id = {0x3333, 0x4444};
  const Beneath beneath(folder);
  beneath.header().boot_id[0].store(0x3333);
  const auto cache = open_cache(folder);
  CHECK(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kClockSetBack);
  CHECK(beneath.header().boot_id[1].load() == 0x4444);
}

TEST_CASE("a stopped process that holds the lock delays a new epoch, and no old one") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*cache) == ReplayAnswer::kAdmitted);
  const warifu::UniqueFd holder(::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY));
  REQUIRE(::flock(holder.get(), LOCK_EX | LOCK_NB) == 0);
  const TestClaim next{.mac = 1, .epoch = kSomeEpoch + 1};
  CHECK(next.ask(*cache) == ReplayAnswer::kUnusable);
  CHECK(cache->why_unusable().find("waits for a lock") != std::string::npos);
  CHECK(TestClaim{.mac = 2}.ask(*cache) == ReplayAnswer::kAdmitted);
  REQUIRE(::flock(holder.get(), LOCK_UN) == 0);
  CHECK(next.ask(*cache) == ReplayAnswer::kAdmitted);
}
