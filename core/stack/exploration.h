// SPDX-License-Identifier: MIT
// The walk on every combination of answers at once: what can happen in a stack, and what not.
#pragma once

#include <cstdint>
#include <vector>

#include "core/stack/plan.h"

namespace warifu {

// What the module of one position may answer. Substack positions answer nothing.
struct PossibleAnswers {
  uint8_t codes = (1U << kCodeCount) - 1;  // bit of each enum warifu_code
  bool marks = false;                      // its pass is what the exploration looks for
  [[nodiscard]] bool has(int code) const { return (codes >> code & 1U) != 0; }
};

struct Exploration {
  // False where the stack can stand in so many ways that the search was given up; then
  // nothing below holds.
  bool complete = true;
  bool can_pass = false;               // the final code may be pass
  bool can_fail = false;               // or any other
  std::vector<bool> reached;           // by position
  std::vector<bool> reached_unmarked;  // with no marking module having passed before, and
                                       // nothing having refused
};

// `answers` has as many members as the plan has positions. Bounded in time and memory,
// whatever the plan.
Exploration explore(const std::vector<PlanEntry>& plan,
                    const std::vector<PossibleAnswers>& answers);

}  // namespace warifu
