// SPDX-License-Identifier: MIT
#pragma once

#include "core/stack/plan.h"

namespace warifu {

// Reports each control of a complete plan that skips more entries than follow at its level.
// Linux-PAM finds that out only when it jumps; then it is a refusal.
void check_jumps(const Plan& plan, Diagnostics& diagnostics);

}  // namespace warifu
