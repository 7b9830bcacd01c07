// SPDX-License-Identifier: MIT
#include "core/cli/key/keyring_change.h"

#include <algorithm>

#include "core/cli/key/entry_text.h"
#include "core/cli/key/toml_value.h"

namespace warifu::cli {
namespace {

std::vector<MeantEntry> as_they_are(const Keyring& keyring) {
  std::vector<MeantEntry> meant(keyring.entries.size());
  for (size_t i = 0; i < meant.size(); ++i)
    meant[i].source = i;
  return meant;
}

bool is_free(const MeantEntry& meant, const std::string& key) {
  return meant.texts.count(key) > 0 ||
         std::find(meant.free.begin(), meant.free.end(), key) != meant.free.end();
}

bool is_as_meant(const KeyEntry& before, const KeyEntry& after, const MeantEntry& meant) {
  for (const auto& [key, text] : meant.texts) {
    const Member* member = after.member(key);
    if (member == nullptr || member->value.as<std::string>() == nullptr) return false;
    if (*member->value.as<std::string>() != text) return false;
  }
  const auto has_the_same = [&meant](const KeyEntry& from, const KeyEntry& in) {
    const Table& table = *from.node.as<Table>();
    return std::all_of(table.begin(), table.end(), [&](const Member& member) {
      if (is_free(meant, member.key)) return true;
      const Member* other = in.member(member.key);
      return other != nullptr && same_value(member.value, other->value);
    });
  };
  return has_the_same(before, after) && has_the_same(after, before);
}

// All but the array of keys.
bool same_outside(const Keyring& before, const Keyring& after) {
  const auto rest = [](const Keyring& keyring) {
    Table table = *keyring.root.as<Table>();
    std::erase_if(table, [](const Member& member) { return member.key == "key"; });
    return Node(std::move(table), Place{});
  };
  return same_value(rest(before), rest(after));
}

bool is_as_meant(const Keyring& before, const Keyring& after,
                 const std::vector<MeantEntry>& meant) {
  if (after.entries.size() != meant.size() || !same_outside(before, after)) return false;
  for (size_t i = 0; i < meant.size(); ++i) {
    if (!is_as_meant(before.entries[meant[i].source], after.entries[i], meant[i])) return false;
  }
  return true;
}

}  // namespace

KeyringChange added_beside(const Keyring& keyring, size_t entry, const NewKey& key) {
  const LineIndex lines(keyring.text);
  const KeyEntry& old = keyring.entries[entry];
  const EntryText text(keyring, lines, old);
  const std::string state(kAccept);
  std::vector<TextEdit> edits = {text.set("secret_file", toml_string(key.secret_file)),
                                 text.set("state", toml_string(state))};
  if (old.member("not_before") != nullptr) edits.push_back(text.drop("not_before"));
  if (!key.not_after.empty()) {
    edits.push_back(text.set("not_after", key.not_after));
  } else if (old.member("not_after") != nullptr) {
    edits.push_back(text.drop("not_after"));
  }
  KeyringChange change{{text.copy(std::move(edits))}, as_they_are(keyring)};
  change.meant.insert(
      change.meant.begin() + static_cast<ptrdiff_t>(entry) + 1,
      {entry, {{"secret_file", key.secret_file}, {"state", state}}, {"not_before", "not_after"}});
  return change;
}

KeyringChange restated(const Keyring& keyring, const std::map<size_t, std::string_view>& states) {
  const LineIndex lines(keyring.text);
  KeyringChange change{{}, as_they_are(keyring)};
  for (const auto& [entry, state] : states) {
    const EntryText text(keyring, lines, keyring.entries[entry]);
    change.edits.push_back(text.set("state", toml_string(state)));
    change.meant[entry].texts = {{"state", std::string(state)}};
  }
  return change;
}

KeyringChange removed(const Keyring& keyring, const std::vector<size_t>& entries) {
  const LineIndex lines(keyring.text);
  KeyringChange change{{}, as_they_are(keyring)};
  size_t gone_until = 0;
  for (const size_t entry : entries) {
    const EntryText text(keyring, lines, keyring.entries[entry]);
    change.edits.push_back(text.remove(gone_until));
    gone_until = change.edits.back().end;
  }
  std::erase_if(change.meant, [&](const MeantEntry& meant) {
    return std::find(entries.begin(), entries.end(), meant.source) != entries.end();
  });
  return change;
}

Result<Keyring> changed(const Keyring& keyring, const KeyringChange& change) {
  Diagnostics diagnostics;
  auto after = parse_keyring(keyring.path, edited(keyring.text, change.edits), diagnostics);
  if (after && is_as_meant(keyring, *after, change.meant)) return std::move(*after);
  std::string why = "something else would change with it";
  if (diagnostics.has_errors()) why = "then " + diagnostics.items().front().what;
  return failure(ErrorKind::kConfiguration, keyring.path + " cannot be edited by a program: " +
                                                why + "; nothing was written, edit it by hand");
}

}  // namespace warifu::cli
