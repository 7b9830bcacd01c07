// SPDX-License-Identifier: MIT
// The steps of a rotation, as changes of a keyring.
#pragma once

#include <functional>
#include <optional>

#include "core/cli/key/keyring_change.h"
#include "core/cli/key/rotate_options.h"

namespace warifu::cli {

// What a step means to change, and the entry by which its keys are found again afterwards.
struct Intent {
  KeyringChange change;
  size_t entry = 0;
};

// One step: at which steps it may be taken, and what it does.
struct Step {
  std::vector<RotationStep> at;
  std::function<Result<Intent>(const Keyring&, const KeyScope&)> intend;
  // Whether the keys' use allows it; the exit code after printing why not.
  std::function<std::optional<int>(const Keyring&, const KeyScope&)> object;
  // Of the keyring as it would be.
  std::function<Result<void>(const Keyring&, size_t entry)> check;
};

// Options and context must outlive the step.
[[nodiscard]] Step begin_step(const Context& context, const RotateOptions& options);
[[nodiscard]] Step finish_step(const Context& context, const RotateOptions& options);
[[nodiscard]] Step remove_step(const Context& context, const RotateOptions& options);
[[nodiscard]] Step abort_step(const Context& context, const RotateOptions& options);
[[nodiscard]] Step reopen_step(const Context& context, const RotateOptions& options);

}  // namespace warifu::cli
