// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>

#include "core/log/line.h"

namespace warifu {

// Writes JSON (RFC 8259) into a Line, members in the order of the calls, nothing allocated.
// Keys are ours and plain. Not thread-safe.
class JsonWriter {
 public:
  explicit JsonWriter(Line& line) : line_(line) {}

  void begin_object();
  void begin_object(std::string_view key);
  void end_object();

  void member(std::string_view key, std::string_view outside, size_t limit);
  template <std::integral Number>
  void member(std::string_view key, Number value) {
    name(key).number(value);
  }
  // A string that is ours and plain.
  void word(std::string_view key, std::string_view own);
  void null(std::string_view key);

  // The same, written by `write(Line&)`.
  template <typename Write>
  void member_by(std::string_view key, Write write) {
    write(name(key).text("\""));
    line_.text("\"");
  }

 private:
  Line& name(std::string_view key);

  Line& line_;
  bool first_ = true;
};

}  // namespace warifu
