// SPDX-License-Identifier: MIT
#include "core/stack/walk.h"

#include "core/stack/walk_state.h"

namespace warifu {

WalkResult walk(std::span<const PlanEntry> plan, EntryCaller& caller) {
  WalkState state;
  for (size_t index = 0; index < plan.size(); ++index) {
    if (!state.enter(plan[index])) {
      return {WARIFU_ERROR, index};
    }
    if (plan[index].kind == PlanEntry::Kind::kSubstack) {
      continue;
    }
    const int code = caller.call(index);
    if (code == WARIFU_WOULD_BLOCK) {
      return {WARIFU_WOULD_BLOCK, index};
    }
    index = state.answer(plan, index, code);
  }
  return state.result();
}

}  // namespace warifu
