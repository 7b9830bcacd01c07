// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "core/cli/context.h"
#include "core/engine/generation.h"

namespace warifu::cli {

// Loads a service's stack as a server would, leaving no trace: nothing is logged, and modules
// are told that it is a trial. nullptr where a mistake was reported. `now`: unix seconds.
std::shared_ptr<const Generation> load_trial(const Context& context, ModuleTable& modules,
                                             const std::string& service, int64_t now,
                                             Diagnostics& diagnostics);

// The same for a stack file named by its path.
std::shared_ptr<const Generation> load_trial_file(const Context& context, ModuleTable& modules,
                                                  const std::string& path, int64_t now,
                                                  Diagnostics& diagnostics);

}  // namespace warifu::cli
