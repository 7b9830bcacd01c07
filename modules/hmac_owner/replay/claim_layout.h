// SPDX-License-Identifier: MIT
// How the replay cache's file is laid out, version 1: a page with the header, then for each
// region its levels, each beginning at a page. Integers in the machine's byte order: the file does
// not leave the host.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

#include "core/hash/siphash.h"

namespace hmac_owner {

using warifu::HashKey;
using warifu::SipHash;

inline constexpr const char* kClaimFileName = "claims";
inline constexpr std::array<uint8_t, 8> kClaimFileMagic = {'W', 'A', 'R', 'I', 'F', 'U', 'R', 'C'};
inline constexpr uint32_t kClaimFileVersion = 1;

// An epoch is remembered in a region of its own. Three are in use at a time; the rest is what a
// clock may stray through before it is put right without any that is still valid being forgotten.
inline constexpr size_t kRegions = 24;

// A remembered claim: `key` is its identity, `value` the cookie of its connection. Or an owner's
// count: `key` is the owner's identity, `value` the count with kOwnerCount set. Both are set once
// from zero, first the key; then a claim's value never changes.
struct Slot {
  std::atomic<uint64_t> key;
  std::atomic<uint64_t> value;
};
inline constexpr uint64_t kOwnerCount = uint64_t{1} << 63;  // no cookie has this bit

// What is true of a region is one word, so that who changes one of it knows of all:
//   epoch(36) | levels in use(4) | claims(24)
// Levels 0: the region is not in use, its epoch means nothing and its slots hold anything.
class RegionWord {
 public:
  static constexpr uint64_t kMostEpoch = (uint64_t{1} << 36) - 1;
  static constexpr uint64_t kOneLevel = uint64_t{1} << 24;

  explicit constexpr RegionWord(uint64_t bits) : bits_(bits) {}
  static constexpr RegionWord fresh(uint64_t epoch) { return RegionWord(epoch << 28 | kOneLevel); }

  [[nodiscard]] constexpr uint64_t bits() const { return bits_; }
  [[nodiscard]] constexpr uint64_t epoch() const { return bits_ >> 28; }
  [[nodiscard]] constexpr size_t levels() const { return bits_ >> 24 & 0xf; }
  [[nodiscard]] constexpr uint64_t claims() const { return bits_ & 0xffffff; }
  [[nodiscard]] constexpr bool remembers(uint64_t epoch_asked) const {
    return levels() != 0 && epoch() == epoch_asked;
  }

 private:
  uint64_t bits_;
};

struct ClaimFileHeader {
  std::array<uint8_t, 8> magic;
  uint32_t version;
  uint32_t regions;
  uint64_t capacity;  // claims of one epoch
  HashKey salt;       // random; places entries, so that nobody can aim at one place
  uint64_t check;     // of the above
  // All that changes:
  std::array<std::atomic<uint64_t>, 2> boot_id;
  std::atomic<uint64_t> highest_forgotten;  // epoch; 0: none
  std::array<std::atomic<uint64_t>, kRegions> region;
};

inline constexpr uint64_t kPage = 4096;
static_assert(sizeof(ClaimFileHeader) <= kPage);
static_assert(sizeof(Slot) == 16 && std::atomic<uint64_t>::is_always_lock_free,
              "processes share them: an atomic must be the word itself");

// Levels grow fourfold, so that a quiet server needs 16 KiB for an epoch and a busy one what it
// needs; the last is what is left. Together they hold `capacity` claims beside as many owners.
class ClaimLayout {
 public:
  static constexpr size_t kMostLevels = 15;

  explicit constexpr ClaimLayout(uint64_t capacity) : capacity_(capacity) {
    uint64_t left = (capacity * 2 + capacity / 4 + kPageSlots - 1) / kPageSlots * kPageSlots;
    for (uint64_t size = 4 * kPageSlots; left > 0; size *= 4) {
      // Not a last level too small to take what the others turn away.
      level_[levels_] = left < 2 * size ? left : size;
      left -= level_[levels_];
      slots_ += level_[levels_++];
    }
  }

  [[nodiscard]] constexpr uint64_t capacity() const { return capacity_; }
  [[nodiscard]] constexpr size_t levels() const { return levels_; }
  [[nodiscard]] constexpr uint64_t slots(size_t level) const { return level_[level]; }
  [[nodiscard]] constexpr uint64_t bytes(size_t level) const { return slots(level) * sizeof(Slot); }
  [[nodiscard]] constexpr uint64_t region_bytes() const { return slots_ * sizeof(Slot); }
  [[nodiscard]] constexpr uint64_t region_offset(size_t region) const {
    return kPage + region * region_bytes();
  }
  [[nodiscard]] constexpr uint64_t file_bytes() const { return region_offset(kRegions); }

 private:
  static constexpr uint64_t kPageSlots = kPage / sizeof(Slot);
  uint64_t capacity_;
  uint64_t slots_ = 0;
  size_t levels_ = 0;
  std::array<uint64_t, kMostLevels> level_{};
};

}  // namespace hmac_owner
