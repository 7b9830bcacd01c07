// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/key/rotate_steps.h"

namespace warifu::cli {

// Takes a step, or shows what it would change, and tells where the rotation then stands. What
// speaks against it is printed; the exit code.
[[nodiscard]] int take(const Context& context, const RotateOptions& options, const Step& step);

// Tells where a rotation stands; the exit code.
[[nodiscard]] int show_status(const Context& context, const RotateOptions& options);

}  // namespace warifu::cli
