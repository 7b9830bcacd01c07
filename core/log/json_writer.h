// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>

#include "core/log/json_key.h"
#include "core/log/line.h"

namespace warifu {

// Writes JSON (RFC 8259) into a Line, members in the order of the calls, nothing allocated. No
// object may be empty. Not thread-safe.
class JsonWriter {
 public:
  explicit JsonWriter(Line& line) : line_(line) {}

  void begin_object() { before_ = '{'; }
  template <JsonKeyText Name>
  void begin_object(JsonKey<Name> key) {
    put(key);
    begin_object();
  }
  void end_object() { line_.text("}"); }

  template <JsonKeyText Name>
  void member(JsonKey<Name> key, std::string_view outside, size_t limit) {
    put(key).json_string(outside, limit);
  }
  template <JsonKeyText Name, std::integral Number>
  void member(JsonKey<Name> key, Number value) {
    put(key).number(value);
  }
  // A string that is ours and plain.
  template <JsonKeyText Name>
  void word(JsonKey<Name> key, std::string_view own) {
    put(key, "\"", own, "\"");
  }
  template <JsonKeyText Name>
  void null(JsonKey<Name> key) {
    put(key, "null");
  }

  // The same, written by `write(Line&)`.
  template <JsonKeyText Name, typename Write>
  void member_by(JsonKey<Name> key, Write write) {
    write(put(key, "\""));
    line_.text("\"");
  }

 private:
  template <JsonKeyText Name, typename... Own>
  Line& put(JsonKey<Name>, const Own&... own) {
    line_.texts(std::string_view(&before_, 1), JsonKey<Name>::kText, own...);
    before_ = ',';
    return line_;
  }

  Line& line_;
  char before_ = '{';  // what stands before the next name
};

}  // namespace warifu
