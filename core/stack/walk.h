// SPDX-License-Identifier: MIT
// The walk of a stack: Linux-PAM's dispatcher, to the letter.
#pragma once

#include <cstddef>
#include <span>

#include "core/stack/plan.h"

namespace warifu {

inline constexpr size_t kNoEntry = static_cast<size_t>(-1);

struct WalkResult {
  int code = WARIFU_FAIL;        // final; WARIFU_WOULD_BLOCK where the walk was cut short
  size_t decided_by = kNoEntry;  // the entry whose answer became the final code
};

// Called for each module entry that is reached, in order; answers an enum warifu_code.
// WARIFU_WOULD_BLOCK ends the walk at once.
class EntryCaller {
 public:
  virtual ~EntryCaller() = default;
  virtual int call(size_t index) = 0;
};

// Allocates nothing; any thread.
WalkResult walk(std::span<const PlanEntry> plan, EntryCaller& caller);

}  // namespace warifu
