// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/run/environment.h"

namespace warifu::cli {

enum class Trial {
  kWorks,
  kFailed,    // the shim has said why
  kNotLoaded  // the loader did without it, and would for the server: nobody would be asked
};

// Starts this program once more with the environment that the server would get: the shim in it
// loads the stack as it would in the server, and ends it. A module that crashes takes only that
// process along.
[[nodiscard]] Trial try_shim(Environment environment);

// For main(): whether this process is a trial in which no shim was loaded.
bool is_trial_without_shim(int argc, char** argv);

}  // namespace warifu::cli
