// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/stack_reader.h"

namespace warifu {

// One [[verify]] entry. Whatever is wrong is reported; an entry comes back all the same, so that
// jumps over it still count right.
StackEntry read_entry(const Node& node, const ReadContext& context, Diagnostics& diagnostics);

}  // namespace warifu
