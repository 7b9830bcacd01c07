// SPDX-License-Identifier: MIT
// How the shared cache's memory is laid out. It is shards, each for itself; a shard is the tables
// below, whose shape is fixed. Where something lies is computed from a key's hash alone: no index,
// offset or pointer is ever read out of this memory, so that nothing that stands in it can lead
// outside of it. All zeros is an empty shard, and pages that were never used cost nothing.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace warifu {

using CacheWord = std::atomic<uint64_t>;
static_assert(CacheWord::is_always_lock_free && sizeof(CacheWord) == 8,
              "processes share them: an atomic must be the word itself");

// A place for one value (core/cache/slot.h). `tag` is the hash of the key whose value it holds; 0:
// none. Which of a row's slots is free is seen in the tags, which lie together.
struct Slot {
  CacheWord* tag;
  std::span<CacheWord> words;
};

// Slots of one size. A key's value is in its row, in any of the row's slots.
template <size_t kWords, size_t kSlots, size_t kRows>
struct SlotTable {
  std::array<std::array<CacheWord, kSlots>, kRows> tags;
  std::array<std::array<std::array<CacheWord, kWords>, kSlots>, kRows> words;

  static constexpr size_t kSlotWords = kWords;
  static constexpr size_t slots() { return kSlots; }
  Slot slot(uint64_t tag, size_t index) {
    const size_t row = (tag >> 32) % kRows;
    return {&tags[row][index], words[row][index]};
  }
};

// Who asks for the value of a key (core/cache/lease_row.h).
struct Lease {
  CacheWord tag;
  CacheWord word;
};

struct alignas(64) LeaseRow {
  std::atomic<uint32_t> ended;  // counts; whoever waits sleeps on it
  std::array<Lease, 15> leases;
};
static_assert(std::atomic<uint32_t>::is_always_lock_free && sizeof(std::atomic<uint32_t>) == 4,
              "the kernel reads it (futex(2))");

struct Shard {
  alignas(64) CacheWord lock;  // core/cache/shard_lock.h
  CacheWord tickets;           // counts who held the lock
  std::array<LeaseRow, 32> leases;
  SlotTable<32, 16, 352> small;  // 256 bytes, as an owner's name and groups take
  SlotTable<128, 8, 128> medium;
  SlotTable<512, 8, 24> large;
  SlotTable<2048, 4, 5> larger;
  SlotTable<8218, 4, 2> huge;  // the longest key and value
  CacheWord moves;             // counts values that moved to another slot; far from the lock

  [[nodiscard]] LeaseRow& lease_row(uint64_t tag) { return leases[(tag >> 32) % leases.size()]; }

  // With each table in turn, from the smallest slots to the largest.
  template <typename Visit>
  void each_table(const Visit& visit) {
    visit(small);
    visit(medium);
    visit(large);
    visit(larger);
    visit(huge);
  }
};

inline constexpr size_t kShardBytes = size_t{4} << 20;
static_assert(sizeof(Shard) <= kShardBytes && sizeof(Shard) > kShardBytes - kShardBytes / 32);

}  // namespace warifu
