// SPDX-License-Identifier: MIT
#include "core/log/token_bucket.h"

#include <algorithm>

namespace warifu {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

// What is far from now was written by a clock that is not ours (a process in another time
// namespace) or by somebody's stray pointer; it must silence the log no longer than a second.
int64_t begin_of(int64_t full_at, int64_t now) {
  return full_at > now + kSecond ? now : std::max(full_at, now);
}

}  // namespace

bool TokenBucket::take(int64_t now, uint32_t per_second) {
  if (per_second == 0) return false;
  const int64_t cost = std::max<int64_t>(kSecond / per_second, 1);
  int64_t full_at = full_at_.load(std::memory_order_relaxed);
  while (true) {
    const int64_t next = begin_of(full_at, now) + cost;
    if (next > now + kSecond) return false;
    if (full_at_.compare_exchange_weak(full_at, next, std::memory_order_relaxed)) return true;
  }
}

}  // namespace warifu
