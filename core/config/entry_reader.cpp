// SPDX-License-Identifier: MIT
#include "core/config/entry_reader.h"

#include <algorithm>

#include "core/config/control_reader.h"
#include "core/config/mode_reader.h"
#include "core/config/names.h"
#include "core/diagnostic/did_you_mean.h"
#include "core/stack/module_name.h"

namespace warifu {
namespace {

struct KindKey {
  std::string_view key;
  StackEntry::Kind kind;
};
constexpr KindKey kKinds[] = {{"module", StackEntry::Kind::kModule},
                              {"include", StackEntry::Kind::kInclude},
                              {"substack", StackEntry::Kind::kSubstack}};

constexpr std::string_view kModuleKeys[] = {"control",    "name",   "mode",   "observe_until",
                                            "if_missing", "sha256", "options"};

constexpr std::string_view kOptionsRemedy =
    "if it is an option of the module, write it below [verify.options]";

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

class EntryReader {
 public:
  EntryReader(const Node& node, const ReadContext& context, Diagnostics& diagnostics)
      : node_(node), context_(context), diagnostics_(diagnostics), reader_(node, diagnostics) {}

  StackEntry read() {
    entry_.place = node_.place();
    const KindKey* kind = find_kind();
    if (kind == nullptr || kind->kind == StackEntry::Kind::kModule) {
      read_module();
    } else {
      read_included(*kind);
    }
    reader_.finish(hints_below_top(kOptionsRemedy));
    return std::move(entry_);
  }

 private:
  // Which of module, include and substack stands there; reports none and several.
  const KindKey* find_kind() {
    const KindKey* found = nullptr;
    for (const KindKey& candidate : kKinds) {
      const Node* value = reader_.find(candidate.key);
      if (value == nullptr) continue;
      if (found == nullptr) {
        found = &candidate;
      } else {
        diagnostics_.error(
            value->place(),
            "an entry cannot have both " + quoted(found->key) + " and " + quoted(candidate.key),
            "make two entries of it");
      }
    }
    if (found == nullptr && node_.as<Table>() != nullptr && !is_misspelt()) {
      diagnostics_.error(
          node_.place(), "this entry names nothing to run",
          "add module = \"NAME\", or include = \"NAME\" or substack = \"NAME\" for another stack");
    }
    return found;
  }

  // Then the unknown key is told, and that is enough.
  bool is_misspelt() {
    const Table& table = *node_.as<Table>();
    return std::any_of(table.begin(), table.end(), [](const Member& member) {
      const auto known = std::begin(kModuleKeys);
      if (std::find(known, std::end(kModuleKeys), member.key) != std::end(kModuleKeys))
        return false;
      return !nearest(member.key, {"module", "include", "substack"}).empty();
    });
  }

  void read_module() {
    read_target("module", is_module_name,
                "write it as \"warifu module list\" does: small letters, digits and _");
    read_control_key();
    read_name();
    Place unused;
    entry_.mode = read_mode(reader_, context_, ModeScope::kEntry, unused);
    entry_.ignore_if_missing = reader_.choice("if_missing", {"ignore"}).has_value();
    read_sha256();
    const Node* options = reader_.table("options");
    entry_.options = options == nullptr ? Node(Table{}, entry_.place) : *options;
  }

  void read_included(const KindKey& kind) {
    const bool valid = read_target(kind.key, is_service_name,
                                   "write the name of a file beside this one, without \".toml\"");
    entry_.name = entry_.target;
    // Without a usable name there is nothing to look up.
    if (valid) entry_.kind = kind.kind;
    for (const std::string_view key : kModuleKeys) {
      if (reader_.find(key) == nullptr) continue;
      diagnostics_.error(key_place(key), quoted(key) + " cannot stand beside " + quoted(kind.key),
                         "remove it: the entries of " + quoted(entry_.target) + " have their own");
    }
  }

  bool read_target(std::string_view key, bool (*is_valid)(std::string_view), const char* remedy) {
    const Node* node = reader_.find(key);
    const auto name = reader_.text(key);
    entry_.target_place = node == nullptr ? entry_.place : node->place();
    if (!name) return false;
    entry_.target = *name;
    entry_.name = *name;
    if (is_valid(*name)) return true;
    diagnostics_.error(entry_.target_place, quoted(key) + " cannot be " + quoted(*name), remedy);
    return false;
  }

  void read_control_key() {
    const Node* node = reader_.find("control");
    entry_.control_place = node == nullptr ? entry_.place : node->place();
    if (node != nullptr) entry_.control = read_control(*node, diagnostics_);
  }

  void read_name() {
    const Node* node = reader_.find("name");
    const auto name = reader_.text("name");
    if (!name) return;
    entry_.name = *name;
    if (is_entry_name(*name)) return;
    diagnostics_.error(node->place(), "\"name\" cannot be " + quoted(*name),
                       "write up to 64 letters, digits, ., _ and -");
  }

  void read_sha256() {
    const Node* node = reader_.find("sha256");
    auto digest = reader_.text("sha256");
    if (!digest) return;
    if (is_sha256(*digest)) {
      entry_.sha256 = lower_case(std::move(*digest));
    } else {
      diagnostics_.error(node->place(), "\"sha256\" is not 64 hexadecimal digits",
                         "write what sha256sum(1) prints for the module's file");
    }
  }

  [[nodiscard]] Place key_place(std::string_view key) const {
    for (const Member& member : *node_.as<Table>()) {
      if (member.key == key) return member.key_place;
    }
    return node_.place();
  }

  const Node& node_;
  const ReadContext& context_;
  Diagnostics& diagnostics_;
  TableReader reader_;
  StackEntry entry_;
};

}  // namespace

StackEntry read_entry(const Node& node, const ReadContext& context, Diagnostics& diagnostics) {
  return EntryReader(node, context, diagnostics).read();
}

}  // namespace warifu
