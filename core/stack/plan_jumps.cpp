// SPDX-License-Identifier: MIT
#include "core/stack/plan_jumps.h"

#include <set>

#include "core/stack/walk_state.h"

namespace warifu {
namespace {

// The first code for which the control skips more than `available` entries, or -1.
int jumps_too_far(const Control& control, size_t available) {
  for (size_t code = 0; code < control.on.size(); ++code) {
    const Action& action = control.on[code];
    if (action.kind == Action::Kind::kJump && action.jump > available) {
      return static_cast<int>(code);
    }
  }
  return -1;
}

std::string entries(size_t count) {
  return count == 0   ? "no entry follows"
         : count == 1 ? "only 1 entry follows"
                      : "only " + std::to_string(count) + " entries follow";
}

}  // namespace

void check_jumps(const Plan& plan, Diagnostics& diagnostics) {
  std::set<const StackEntry*> reported;
  for (size_t index = 0; index < plan.entries.size(); ++index) {
    const PlanEntry& position = plan.entries[index];
    if (position.kind != PlanEntry::Kind::kModule) {
      continue;
    }
    const size_t available = entries_after(plan.entries, index);
    const int code = jumps_too_far(position.control, available);
    if (code < 0 || !reported.insert(position.source).second) {
      continue;
    }
    const uint16_t jump = position.control.on[static_cast<size_t>(code)].jump;
    const std::string limit = available == 0 ? "end the stack with \"done\" or \"die\" instead"
                                             : "skip at most " + std::to_string(available) +
                                                   ", or end the stack with \"done\" or \"die\"";
    diagnostics.error(position.source->control_place,
                      "the control skips " + std::to_string(jump) + " for \"" +
                          std::string(code_name(code)) + "\", and " + entries(available) +
                          " at its level",
                      limit);
  }
}

}  // namespace warifu
