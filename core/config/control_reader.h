// SPDX-License-Identifier: MIT
#pragma once

#include "core/diagnostic/diagnostic.h"
#include "core/stack/control.h"
#include "core/toml/node.h"

namespace warifu {

// A control as an operator writes it: a word, or a table from codes and "default" to actions.
// Whatever is wrong is reported; the result is then of no use.
Control read_control(const Node& node, Diagnostics& diagnostics);

}  // namespace warifu
