// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace warifu {

// Makes bytes from outside safe to print on a terminal or in a log line: well-formed UTF-8
// that is visible stays; control characters (C0, DEL, C1), bidirectional and other
// invisible format characters, line and paragraph separators, a backslash, and bytes that are
// not UTF-8 become \n, \t, \\, \xHH or \u{H}. Appends to `out`; allocates only if `out`
// has no room left.
void append_escaped(std::string& out, std::string_view bytes);
std::string escaped(std::string_view bytes);

// The same as a JSON string, quotes included (RFC 8259). What is not UTF-8, and every
// character that append_escaped would not print, is written so that a JSON reader gets the
// text append_escaped makes of it: the line is always valid UTF-8 and plain to read.
void append_json_string(std::string& out, std::string_view bytes);

// What append_escaped makes of one character; room for the longest, "\u{10ffff}".
struct EscapedCharacter {
  char text[12] = {};
  size_t length = 0;
  [[nodiscard]] std::string_view view() const { return {text, length}; }
};

// Takes the first character (or the first byte that is not UTF-8) off `bytes`, which must not
// be empty. For writers with a buffer of their own; allocates nothing.
EscapedCharacter take_escaped(std::string_view& bytes);

}  // namespace warifu
