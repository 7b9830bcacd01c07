// SPDX-License-Identifier: MIT
// A TOML document as a tree with positions. toml++ parses; its types stay in one file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/diagnostic/diagnostic.h"

namespace warifu {

// A TOML date or date-time. A local one (no offset) is read as UTC.
struct DateTime {
  int64_t unix_seconds = 0;
  bool has_time = false;  // false: a date alone, and unix_seconds is its midnight
};

class Node;
struct Member;
using Array = std::vector<Node>;
using Table = std::vector<Member>;  // in the order of the file

// One value. Immutable once parsed.
class Node {
 public:
  using Value = std::variant<bool, int64_t, double, std::string, DateTime, Array, Table>;

  Node(Value value, Place place) : value_(std::move(value)), place_(std::move(place)) {}

  // nullptr where the value is of another type.
  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&value_);
  }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const char* type_name() const;  // "a string", "a table", ...

 private:
  Value value_;
  Place place_;
};

struct Member {
  std::string key;
  Place key_place;
  Node value;
};

// Parses TOML text (v1.0). A syntax error goes to `diagnostics` with its position and the
// result is an empty table. `file` is the name that diagnostics give. Nesting is bounded;
// the caller bounds the length (TrustedFile::read).
Node parse_toml(std::string_view text, const std::string& file, Diagnostics& diagnostics);

}  // namespace warifu
