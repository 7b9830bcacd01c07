// SPDX-License-Identifier: MIT
#pragma once

#include "core/cache/cache_clock.h"
#include "core/cache/shard.h"

namespace warifu {

// Who may write into a shard. Held for microseconds; a holder that was killed or stopped loses the
// lock after kLongestHold, for whoever comes next to take. No mutex of the C library: those keep
// pointers beside the lock, and trust them.
//
// A holder that was only stopped goes on writing when it wakes, beside the next one. What the two
// make of a slot then has no valid checksum, and of a lease that two processes ask; both cost a
// question too many and nothing else, and both are over with the next value that is put.
class ShardLock {
 public:
  static constexpr int64_t kLongestHold = 100'000;  // microseconds

  // Tries until `until`, and at least once.
  ShardLock(Shard& shard, CacheClock clock, int64_t until);
  ~ShardLock();
  ShardLock(const ShardLock&) = delete;
  ShardLock& operator=(const ShardLock&) = delete;

  [[nodiscard]] bool held() const { return mine_ != 0; }

 private:
  bool take(uint64_t seen, int64_t now);

  Shard& shard_;
  uint64_t mine_ = 0;
};

}  // namespace warifu
