// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/claim_layout.h"

#include <catch2/catch.hpp>

#include "modules/hmac_owner/replay/replay_cache.h"

using namespace hmac_owner;

TEST_CASE("every capacity has a layout with room for claims and as many owners") {
  const size_t most = ReplayCache::kMostCapacity;
  for (size_t capacity = ReplayCache::kLeastCapacity; capacity <= most;
       capacity += capacity / 3 + 1) {
    const ClaimLayout layout(capacity);
    CAPTURE(capacity);
    uint64_t slots = 0;
    for (size_t level = 0; level < layout.levels(); ++level) {
      CHECK(layout.bytes(level) % kPage == 0);
      slots += layout.slots(level);
    }
    REQUIRE(layout.levels() >= 1);
    REQUIRE(layout.levels() <= ClaimLayout::kMostLevels);
    CHECK(slots > 2 * capacity);
    CHECK(layout.region_bytes() == slots * sizeof(Slot));
    CHECK(layout.file_bytes() == layout.region_offset(0) + kRegions * layout.region_bytes());
  }
}

TEST_CASE("a quiet epoch costs 16 KiB, and the default file what its header says") {
  const ClaimLayout layout(ReplayCache::kDefaultCapacity);
  CHECK(layout.bytes(0) == 16 * 1024);
  CHECK(layout.region_bytes() == 1152 * kPage);
  CHECK(layout.file_bytes() <= 109 * 1024 * 1024);
}

TEST_CASE("a region's word keeps its three parts apart") {
  const RegionWord word(RegionWord::fresh(RegionWord::kMostEpoch).bits() +
                        14 * RegionWord::kOneLevel + 0xffffff);
  CHECK(word.epoch() == RegionWord::kMostEpoch);
  CHECK(word.levels() == 15);
  CHECK(word.claims() == 0xffffff);
  CHECK(ReplayCache::kMostCapacity <= 0xffffff);
  CHECK_FALSE(RegionWord(0).remembers(0));
}
