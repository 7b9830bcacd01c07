// SPDX-License-Identifier: MIT
#pragma once

#include <time.h>

#include <cstdint>

namespace warifu {

inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

// Nanoseconds of a clock (clock_gettime(2)); neither clock used here can fail.
inline int64_t clock_ns(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * kNanosecondsPerSecond + now.tv_nsec;
}
inline int64_t monotonic_ns() {
  return clock_ns(CLOCK_MONOTONIC);
}
inline int64_t realtime_ns() {
  return clock_ns(CLOCK_REALTIME);
}

inline timespec to_timespec(int64_t ns) {
  return {ns / kNanosecondsPerSecond, ns % kNanosecondsPerSecond};
}

}  // namespace warifu
