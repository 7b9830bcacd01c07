// SPDX-License-Identifier: MIT
#include "core/cli/key/keyring.h"

#include <algorithm>

#include "core/cli/key/line_index.h"
#include "core/cli/key/path.h"
#include "core/toml/table_reader.h"

namespace warifu::cli {
namespace {

constexpr int64_t kLastSlot = 15;

// One text may stand for a list of one.
std::vector<std::string> texts_of(const Node* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  if (const auto* one = node->as<std::string>()) return {*one};
  if (const auto* several = node->as<Array>()) {
    for (const Node& each : *several) {
      if (const auto* text = each.as<std::string>()) texts.push_back(*text);
    }
  }
  return texts;
}

KeyEntry read_entry(const Node& node, const std::string& folder, Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  KeyEntry entry{node, 0, {}, {}, {}, {}, {}, false};
  reader.require("slot", "write slot = 0 to 15, as the clients' agent.toml has it");
  entry.slot = reader.integer("slot", 0, kLastSlot).value_or(0);
  reader.require("secret_file", "name the file that holds the key");
  entry.secret_file = reader.text("secret_file").value_or("");
  const bool absolute = entry.secret_file.starts_with('/');
  entry.secret_path = absolute ? entry.secret_file : folder + "/" + entry.secret_file;
  entry.state = reader.choice("state", {kActive, kAccept, kRetired}).value_or(std::string(kActive));
  entry.domain = reader.text("domain").value_or("");
  entry.from = texts_of(reader.find("from"));
  entry.derives = reader.find("derive") != nullptr;
  return entry;
}

// What can be edited begins with [[key]] on a line of its own: not key = [{...}].
bool is_header(std::string_view text, size_t begin) {
  const size_t first = text.find_first_not_of(" \t", begin);
  return first != text.npos && text.substr(first, 2) == "[[";
}

}  // namespace

const Member* KeyEntry::member(std::string_view key) const {
  const Table* table = node.as<Table>();
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(table->begin(), table->end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == table->end() ? nullptr : &*found;
}

std::optional<Keyring> parse_keyring(const std::string& path, std::string text,
                                     Diagnostics& diagnostics) {
  Keyring keyring{path, std::move(text), Node(Table{}, Place{}), {}};
  keyring.root = parse_toml(keyring.text, path, diagnostics);
  TableReader reader(keyring.root, diagnostics);
  const Array* entries = reader.array("key");
  const LineIndex lines(keyring.text);
  for (const Node& node : entries == nullptr ? Array{} : *entries) {
    keyring.entries.push_back(read_entry(node, folder_of(path), diagnostics));
    if (!is_header(keyring.text, lines.begin_of(node.place().line))) {
      diagnostics.error(node.place(), "this key cannot be edited by a program",
                        "write each as a [[key]] with a line for each of its own keys");
    }
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return keyring;
}

std::string describe(const Keyring& keyring, const KeyEntry& entry) {
  std::string text = keyring.path + ":" + std::to_string(entry.line()) + " (";
  if (!entry.domain.empty()) text += "domain \"" + entry.domain + "\", ";
  if (entry.from.empty()) return text + "from anywhere)";
  text += "from " + entry.from.front();
  return text + (entry.from.size() > 1 ? " and more)" : ")");
}

}  // namespace warifu::cli
