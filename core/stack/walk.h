// SPDX-License-Identifier: MIT
// The walk of a stack: Linux-PAM's dispatcher (libpam/pam_dispatch.c, 1.5.2), to the letter.
#pragma once

#include <cstddef>
#include <span>

#include "core/stack/plan.h"

namespace warifu {

inline constexpr size_t kNoEntry = static_cast<size_t>(-1);

struct WalkResult {
  int code = WARIFU_FAIL;  // final; WARIFU_WOULD_BLOCK where the walk was cut short
  // The entry whose answer became the final code, also where its control refused a pass or an
  // ignore (the code is fail then) or jumped past the end. kNoEntry: no entry had a say.
  size_t decided_by = kNoEntry;
};

// Called for each module entry that is reached, in order, at most once; answers an enum
// warifu_code. WARIFU_WOULD_BLOCK ends the walk at once; any other number is a refusal.
class EntryCaller {
 public:
  virtual ~EntryCaller() = default;
  virtual int call(size_t index) = 0;
};

// Allocates nothing; any thread. A level deeper than kMaximumStackDepth, which make_plan never
// makes, ends the walk with WARIFU_ERROR.
WalkResult walk(std::span<const PlanEntry> plan, EntryCaller& caller);

}  // namespace warifu
