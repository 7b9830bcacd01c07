// SPDX-License-Identifier: MIT
// Which keys replace which. Nothing in a keyring says so; it follows from what they are for: a key
// and its successor are the entries of one slot that agree in domain, sources, derivation and bind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cli/key/keyring.h"

namespace warifu::cli {

// The entries of one such group, as indices into the keyring's.
struct KeyScope {
  std::vector<size_t> active;
  std::vector<size_t> accept;
  std::vector<size_t> retired;
};

enum class RotationStep {
  kNone,      // one key
  kBegun,     // the old one active, the new one accepted
  kFinished,  // the new one active, the old one retired
  kUnclear    // no active key, or several
};

[[nodiscard]] RotationStep step_of(const KeyScope& scope);
[[nodiscard]] const char* step_name(RotationStep step);  // "none", "begun", "finished", "unclear"

// What an operator names.
struct ScopeChoice {
  int64_t slot = 0;
  std::optional<std::string> domain;
  std::optional<std::string> from;  // one of the entry's prefixes, as written there
};

// The one group that fits and where a rotation is at one of `steps` (empty: at any). The error
// tells what stands there instead, with line numbers, and how to choose.
[[nodiscard]] Result<KeyScope> choose_scope(const Keyring& keyring, const ScopeChoice& choice,
                                            const std::vector<RotationStep>& steps);

// The group that an entry belongs to.
[[nodiscard]] KeyScope scope_around(const Keyring& keyring, size_t entry);

}  // namespace warifu::cli
