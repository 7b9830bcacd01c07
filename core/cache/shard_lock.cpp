// SPDX-License-Identifier: MIT
#include "core/cache/shard_lock.h"

#include <sched.h>

namespace warifu {
namespace {

// The lock's word, if it is held: since when, and 16 bits that tell holders of one microsecond
// apart. 48 bits of microseconds are almost nine years.
constexpr unsigned kTicketBits = 16;
constexpr uint64_t kTicketMask = (uint64_t{1} << kTicketBits) - 1;
constexpr int kYields = 64;
constexpr long kPauseNs = 50'000;

bool outlived(uint64_t word, int64_t now) {
  const auto since = static_cast<int64_t>(word >> kTicketBits);
  return since > now || now - since > ShardLock::kLongestHold;
}

void pause(int round) {
  if (round < kYields) {
    sched_yield();
    return;
  }
  const timespec span{0, kPauseNs};
  nanosleep(&span, nullptr);
}

}  // namespace

ShardLock::ShardLock(Shard& shard, CacheClock clock, int64_t until) : shard_(shard) {
  for (int round = 0;; ++round) {
    // In this order: who takes the lock in between has not outlived it.
    const uint64_t seen = shard.lock.load(std::memory_order_acquire);
    const int64_t now = clock();
    if ((seen == 0 || outlived(seen, now)) && take(seen, now)) return;
    if (now >= until) return;
    pause(round);
  }
}

bool ShardLock::take(uint64_t seen, int64_t now) {
  const uint64_t ticket = shard_.tickets.fetch_add(1, std::memory_order_relaxed);
  const uint64_t mine = static_cast<uint64_t>(now) << kTicketBits | (ticket & kTicketMask);
  if (!shard_.lock.compare_exchange_strong(seen, mine, std::memory_order_acquire,
                                           std::memory_order_relaxed)) {
    return false;
  }
  mine_ = mine;
  return true;
}

ShardLock::~ShardLock() {
  if (mine_ == 0) return;
  uint64_t expected = mine_;  // something else: it was held too long, and is somebody else's
  shard_.lock.compare_exchange_strong(expected, 0, std::memory_order_release,
                                      std::memory_order_relaxed);
}

}  // namespace warifu
