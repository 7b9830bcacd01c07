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

// A TOML time of day without a date. Nothing of ours takes one; it stands here so that whoever
// asks for another type can say so.
struct TimeOfDay {};

class Node;
struct Member;
using Array = std::vector<Node>;
using Table = std::vector<Member>;  // in the order of the file

// One value. Immutable once parsed.
class Node {
 public:
  using Value = std::variant<bool, int64_t, double, std::string, DateTime, Array, Table, TimeOfDay>;

  Node(Value value, Place place);
  // Defined where Member is complete.
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

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

// How many parts a dotted key or a header may have, and how many arrays and inline tables may
// stand within each other. Generous for people, and little enough for any thread's stack.
inline constexpr size_t kMaximumKeyParts = 16;
#define WARIFU_TOML_MAXIMUM_NESTING 16

// Parses TOML text (v1.0). A syntax error goes to `diagnostics` with its position and the
// result is an empty table; toml++ stops at the first. `file` is the name that diagnostics
// give. Keys and values have the place where they begin, an entry of an array of tables that
// of its [[header]]. Nesting is bounded; the caller bounds the length (TrustedFile::read).
Node parse_toml(std::string_view text, const std::string& file, Diagnostics& diagnostics);

}  // namespace warifu
