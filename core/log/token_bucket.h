// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace warifu {

// Lets `per_second` events pass in each second, that many at once at most. One word, changed
// by compare-and-swap: fit for memory that processes share, of which any may die at any
// moment. Any thread, any process.
class TokenBucket {
 public:
  // now: CLOCK_MONOTONIC in nanoseconds. per_second 0: nothing passes.
  bool take(int64_t now, uint32_t per_second);

 private:
  static_assert(std::atomic<int64_t>::is_always_lock_free);
  std::atomic<int64_t> full_at_{0};  // when it would be full again, if nothing were taken
};

}  // namespace warifu
