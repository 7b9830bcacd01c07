// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>

namespace hmac_owner {

// A token bucket for searches that only name a reason, each of which costs up to half a
// millisecond: forgers must not make a server spend more than a few milliseconds of a second on
// telling them how wrong they are. Any thread.
class SearchBudget {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr int kBurst = 16;
  static constexpr std::chrono::milliseconds kInterval{125};  // for one more

  // Whether another search may be made at `now`.
  bool take(Clock::time_point now) {
    const std::lock_guard guard(lock_);
    // `empty_at_` is when the bucket would have been empty: it is full a whole burst later.
    empty_at_ = std::max(empty_at_, now - kBurst * kInterval);
    if (now - empty_at_ < kInterval) return false;
    empty_at_ += kInterval;
    return true;
  }

 private:
  std::mutex lock_;
  Clock::time_point empty_at_ = Clock::time_point::min();
};

}  // namespace hmac_owner
