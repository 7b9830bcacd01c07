// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/key/keyring_change.h"
#include "core/cli/key/rotate_options.h"

namespace warifu::cli {

// The key that is to stand beside an entry, from what was asked: its file is there, its readers are
// the old one's, and if the entry ends some day it was said when this one does. The error says
// what to do.
[[nodiscard]] Result<NewKey> new_key_for(const Keyring& keyring, const KeyEntry& old,
                                         const RotateOptions& options);

// Whether the new entry ends in time to come; what TOML made of --not-after tells.
[[nodiscard]] Result<void> check_end(const KeyEntry& entry, int64_t now);

}  // namespace warifu::cli
