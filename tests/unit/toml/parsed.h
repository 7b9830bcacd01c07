// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/toml/node.h"

namespace warifu {

inline std::vector<std::string> lines_of(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.items())
    lines.push_back(to_line(diagnostic));
  return lines;
}

// A text that must be well-formed, parsed as "t.toml".
inline Node parsed(std::string_view text) {
  Diagnostics diagnostics;
  Node node = parse_toml(text, "t.toml", diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error(lines_of(diagnostics).front());
  return node;
}

inline const Member& member(const Node& node, std::string_view key) {
  const Table* table = node.as<Table>();
  if (table == nullptr) throw std::runtime_error("not a table");
  for (const Member& candidate : *table) {
    if (candidate.key == key) return candidate;
  }
  throw std::runtime_error("no key " + std::string(key));
}

inline const Node& at(const Node& node, std::string_view key) {
  return member(node, key).value;
}

inline std::string where(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace warifu
