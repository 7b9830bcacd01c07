// SPDX-License-Identifier: MIT
// What a question may not exceed, whoever asks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/engine/generation.h"

namespace warifu {

inline constexpr size_t kMaximumNameBytes = 1024;  // of an account or a resource

inline bool is_bounded_name(const char* text) {
  return strnlen(text, kMaximumNameBytes + 1) <= kMaximumNameBytes;
}

// CLOCK_MONOTONIC, nanoseconds. `asked_us`: microseconds the caller allows; 0: the stack's own,
// which it cannot exceed.
inline int64_t deadline_ns(const Generation& generation, int64_t asked_us, int64_t started_ns) {
  constexpr int64_t kNanosecondsPerMicrosecond = 1000;
  int64_t allowed_us = generation.file().deadline.count();
  if (asked_us > 0) allowed_us = std::min(allowed_us, asked_us);
  return started_ns + allowed_us * kNanosecondsPerMicrosecond;
}

}  // namespace warifu
