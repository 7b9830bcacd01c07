// SPDX-License-Identifier: MIT
// A cache for bytes that a process and all its children share.
#pragma once

#include <memory>

#include "core/cache/cache_clock.h"
#include "core/cache/cache_key.h"
#include "core/cache/cache_mapping.h"
#include "core/hash/siphash.h"

namespace warifu {

// Bounded: what was put may be gone at any time. Expired values go first, then those that were not
// asked for longest. Any thread, any process that was forked after make(); a process that dies or
// is stopped inside costs the others a bounded wait and at most the values it was writing. Nothing
// here allocates or throws, but for make(). Spans and times are microseconds.
class SharedCache {
 public:
  static constexpr size_t kLeastBytes = kShardBytes;

  // `bytes` are rounded down to whole shards; at least one.
  static Result<std::shared_ptr<SharedCache>> make(size_t bytes, CacheClock clock = boottime_us);

  struct Found {
    size_t length;  // of the value, also where it did not fit
    int64_t age, fresh_left;
  };
  // Takes no lock, never waits. As much of the value as fits is in `room`; what was there may be
  // overwritten also where nothing is found.
  bool get(const CacheKey& key, std::span<uint8_t> room, Found& found);

  // For `claim` and `release`: tells who holds a lease from who held it before. Never 0.
  uint64_t ticket();

  enum class Claim { kYours, kTaken, kUnknown };
  // `patience`: how long to wait for who is writing; 0: not at all.
  Claim claim(const CacheKey& key, int64_t lease, uint64_t ticket, int64_t patience);

  // Ends the lease on the key, also where the value is not stored (false: too long, or patience
  // was over).
  bool put(const CacheKey& key, std::span<const uint8_t> value, int64_t fresh, int64_t keep,
           int64_t patience);

  void release(const CacheKey& key, uint64_t ticket);

  // Until nobody holds a lease on the key: true; false: timeout.
  bool wait(const CacheKey& key, int64_t timeout);

  [[nodiscard]] size_t bytes() const { return mapping_.bytes().size(); }
  [[nodiscard]] const CacheMapping& mapping() const { return mapping_; }  // for tests

 private:
  SharedCache(CacheMapping mapping, CacheClock clock, const std::array<HashKey, 2>& random);
  [[nodiscard]] uint64_t tag_of(const CacheKey& key) const;
  [[nodiscard]] Shard& shard_of(uint64_t tag) const;
  bool store(Shard& shard, uint64_t tag, const CacheKey& key, std::span<const uint8_t> value,
             int64_t fresh, int64_t keep, int64_t patience);

  CacheMapping mapping_;
  CacheClock clock_;
  HashKey placement_key_;
  HashKey checksum_key_;
};

}  // namespace warifu
