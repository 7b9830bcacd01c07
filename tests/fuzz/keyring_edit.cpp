// SPDX-License-Identifier: MIT
// Any bytes as a keyring, and every step of a rotation made in it.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/cli/key/key_scope.h"
#include "core/cli/key/keyring_change.h"

namespace {

using namespace warifu;
using namespace warifu::cli;

void require(bool holds) {
  if (!holds) std::abort();
}

// What the edits make of the text is what changed() proves; a diff must fit the text too.
std::optional<Keyring> make(const Keyring& keyring, const KeyringChange& change) {
  require(!diff(keyring.path, keyring.text, change.edits).empty());
  const std::string after = edited(keyring.text, change.edits);
  (void)line_before(keyring.text, change.edits, 1 + static_cast<uint32_t>(after.size() % 64));
  auto made = changed(keyring, change);
  require(!made || made->text == after);
  if (!made) return std::nullopt;
  return std::move(*made);
}

// Its lines without blank ones and comments, and without what ends them.
std::string statements(std::string_view text) {
  std::string found;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin != line.npos && line[begin] != '#') {
      found += line.substr(0, line.find_last_not_of('\r') + 1);
      found += '\n';
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

void rotate(const Keyring& keyring, size_t entry) {
  const auto begun = make(keyring, added_beside(keyring, entry, {"keys/\"new\"", "2030-01-01"}));
  if (begun) {
    require(begun->entries.size() == keyring.entries.size() + 1);
    require(begun->entries[entry + 1].state == kAccept);
    const auto back = make(*begun, removed(*begun, {entry + 1}));
    // A last line without an end gets one. A comment stays that stood above a value which the new
    // entry has not: it is below the entry's last value then, and nobody knows whose it is.
    require(!back || statements(back->text) == statements(keyring.text));
  }
  (void)make(keyring, restated(keyring, {{entry, kRetired}}));
  (void)make(keyring, removed(keyring, {entry}));
  (void)step_of(scope_around(keyring, entry));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kMostEntries = 4;  // each is parsed some six times
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const auto keyring = parse_keyring("/k/keyring.toml", text, diagnostics);
  require(keyring.has_value() == !diagnostics.has_errors());
  if (!keyring) return 0;
  for (size_t entry = 0; entry < std::min(keyring->entries.size(), kMostEntries); ++entry)
    rotate(*keyring, entry);
  return 0;
}
