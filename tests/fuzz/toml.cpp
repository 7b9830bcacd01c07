// SPDX-License-Identifier: MIT
// Any bytes as TOML, then every way of asking for its values.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/toml/id_list.h"
#include "core/toml/table_reader.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void visit(const warifu::Node& node, warifu::Diagnostics& diagnostics, size_t depth);

void ask(const warifu::Node& node, warifu::Diagnostics& diagnostics) {
  warifu::TableReader reader(node, diagnostics);
  for (const warifu::Member& member : *node.as<warifu::Table>()) {
    (void)reader.boolean(member.key);
    (void)reader.integer(member.key, -5, 5);
    (void)reader.choice(member.key, {"enforce", "observe"});
    (void)reader.duration(member.key);
    (void)reader.date(member.key);
    (void)reader.texts(member.key);
    (void)reader.table(member.key);
  }
  reader.finish();
}

void visit(const warifu::Node& node, warifu::Diagnostics& diagnostics, size_t depth) {
  require(depth < 1000);
  require(node.place().line > 0 && node.place().column > 0);
  (void)warifu::read_id_list(node, diagnostics);
  if (const auto* table = node.as<warifu::Table>()) {
    ask(node, diagnostics);
    for (const warifu::Member& member : *table) {
      require(member.key_place.line > 0 && member.key_place.column > 0);
      visit(member.value, diagnostics, depth + 1);
    }
  }
  if (const auto* array = node.as<warifu::Array>()) {
    for (const warifu::Node& element : *array)
      visit(element, diagnostics, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  warifu::Diagnostics diagnostics;
  const warifu::Node root = warifu::parse_toml(text, "fuzz.toml", diagnostics);
  require(root.as<warifu::Table>() != nullptr);
  if (diagnostics.has_errors()) require(root.as<warifu::Table>()->empty());
  visit(root, diagnostics, 0);
  for (const auto& diagnostic : diagnostics.items()) {
    for (const char c : warifu::to_line(diagnostic)) {
      require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    }
  }
  return 0;
}
