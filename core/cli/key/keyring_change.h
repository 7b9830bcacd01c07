// SPDX-License-Identifier: MIT
// What a rotation does to a keyring's text. Every change is made as edits at the places that the
// parser reports, so that comments and layout stay, and then proven: what was edited is parsed
// again and must say what was meant and nothing else.
#pragma once

#include <map>

#include "core/cli/key/keyring.h"
#include "core/cli/key/text_edit.h"

namespace warifu::cli {

// An entry as it is to be afterwards.
struct MeantEntry {
  size_t source = 0;                         // index of the entry that it was, or is a copy of
  std::map<std::string, std::string> texts;  // keys that are to have these texts
  std::vector<std::string> free;             // keys that may differ in any way
};

struct KeyringChange {
  std::vector<TextEdit> edits;
  std::vector<MeantEntry> meant;  // every entry, in order
};

struct NewKey {
  std::string secret_file;  // as it is to be written
  std::string not_after;    // a TOML date; "": none
};

// Behind the entry: a copy with another secret, in state "accept", valid from now on.
[[nodiscard]] KeyringChange added_beside(const Keyring& keyring, size_t entry, const NewKey& key);
// Entries in other states.
[[nodiscard]] KeyringChange restated(const Keyring& keyring,
                                     const std::map<size_t, std::string_view>& states);
// Without these entries, which are in order.
[[nodiscard]] KeyringChange removed(const Keyring& keyring, const std::vector<size_t>& entries);

// The keyring afterwards; an error where the edits do not do what they are meant to.
[[nodiscard]] Result<Keyring> changed(const Keyring& keyring, const KeyringChange& change);

}  // namespace warifu::cli
