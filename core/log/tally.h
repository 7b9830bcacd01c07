// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace warifu {

// How often something happened that was not written, and for how long.
struct TallyCount {
  uint64_t count = 0;
  int64_t since = 0;  // CLOCK_MONOTONIC, nanoseconds
};

// Counts what is not written until somebody tells it. Fit for memory that processes share:
// who dies in the middle loses at most the count it was about to tell. Any thread.
class Tally {
 public:
  void add(uint64_t count, int64_t now);
  // The count, which then begins again at nothing, if there is one that is at least `age` old
  // (nanoseconds). Of several who ask at once, one gets it.
  std::optional<TallyCount> take(int64_t now, int64_t age);

 private:
  static_assert(std::atomic<uint64_t>::is_always_lock_free);
  std::atomic<uint64_t> count_{0};
  std::atomic<int64_t> since_{0};  // 0: nothing to tell
};

}  // namespace warifu
