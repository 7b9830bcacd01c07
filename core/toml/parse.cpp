// SPDX-License-Identifier: MIT
// The only file that sees toml++.
#include "core/toml/node.h"

#define TOML_MAX_NESTED_VALUES WARIFU_TOML_MAXIMUM_NESTING
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>

#include "core/toml/key_depth.h"

namespace warifu {
namespace {

class Converter {
 public:
  explicit Converter(const std::string& file) : file_(file) {}

  // Recursion ends: parse_toml bounds keys before, and toml++ values.
  Node node(const toml::node& node) const { return {value(node), place(node.source().begin)}; }

  Place place(const toml::source_position& position) const {
    return {file_, position.line, position.column};
  }

 private:
  Node::Value value(const toml::node& node) const {
    if (const auto* table = node.as_table()) return members(*table);
    if (const auto* array = node.as_array()) return elements(*array);
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* integer = node.as_integer()) return integer->get();
    if (const auto* boolean = node.as_boolean()) return boolean->get();
    if (const auto* number = node.as_floating_point()) return number->get();
    if (const auto* date = node.as_date()) return DateTime{midnight(date->get()), false};
    if (const auto* moment = node.as_date_time()) return date_time(moment->get());
    return TimeOfDay{};
  }

  Array elements(const toml::array& array) const {
    Array elements;
    elements.reserve(array.size());
    for (const toml::node& element : array)
      elements.push_back(node(element));
    return elements;
  }

  Table members(const toml::table& table) const {
    Table members;
    members.reserve(table.size());
    for (const auto& [key, value] : table) {
      members.push_back({std::string(key.str()), place(key.source().begin), node(value)});
    }
    // toml++ sorts by name.
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      return std::pair(a.key_place.line, a.key_place.column) <
             std::pair(b.key_place.line, b.key_place.column);
    });
    return members;
  }

  static int64_t midnight(const toml::date& date) {
    const std::chrono::sys_days day(std::chrono::year(date.year) / date.month / date.day);
    return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
  }

  static DateTime date_time(const toml::date_time& moment) {
    int64_t seconds = midnight(moment.date);
    seconds += moment.time.hour * 3600 + moment.time.minute * 60 + moment.time.second;
    if (moment.offset) seconds -= moment.offset->minutes * 60;
    return {seconds, true};
  }

  const std::string& file_;
};

// toml++ says "Error while parsing X: Y"; Y is what an operator needs first.
std::string readable(std::string_view description) {
  constexpr std::string_view kPrefix = "Error while parsing ";
  const size_t colon = description.find(": ");
  if (description.substr(0, kPrefix.size()) != kPrefix || colon == description.npos) {
    return "not TOML: " + std::string(description);
  }
  const std::string_view where = description.substr(kPrefix.size(), colon - kPrefix.size());
  return "not TOML: " + std::string(description.substr(colon + 2)) + " (in " + std::string(where) +
         ")";
}

}  // namespace

Node parse_toml(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Node empty(Table{}, Place{file, 1, 1});
  if (const auto deep = find_key_too_deep(text, kMaximumKeyParts)) {
    diagnostics.error(Place{file, deep->line, deep->column},
                      "a key has more than " + std::to_string(kMaximumKeyParts) + " parts",
                      "put a text with dots in quotes");
    return empty;
  }
  const toml::parse_result result = toml::parse(text);
  const Converter converter(file);
  if (!result) {
    const toml::parse_error& error = result.error();
    diagnostics.error(converter.place(error.source().begin), readable(error.description()),
                      "correct it; nothing else in the file was checked");
    return empty;
  }
  return converter.node(result.table());
}

}  // namespace warifu
