// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

namespace warifu::cli {

enum class Loaded {
  kYes,
  kNo,         // mistakes, which the process has printed
  kCrashed,    // a module ended the process; `how` says how
  kNotStarted  // there was no process; errno
};

struct LoadingOutcome {
  Loaded loaded = Loaded::kNotStarted;
  std::string how;
};

// Calls `load` in a process of its own, so that a module that crashes while it loads takes only
// that one with it. `load` prints what is wrong, and says whether it all loads.
[[nodiscard]] LoadingOutcome load_in_process(const std::function<bool()>& load);

}  // namespace warifu::cli
