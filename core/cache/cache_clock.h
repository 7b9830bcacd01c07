// SPDX-License-Identifier: MIT
#pragma once

#include <time.h>

#include <cstdint>

namespace warifu {

// Microseconds of a clock that nobody sets and that all processes share; a test has its own.
using CacheClock = int64_t (*)();

// CLOCK_BOOTTIME: what was cached also ages while the host sleeps.
inline int64_t boottime_us() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

}  // namespace warifu
