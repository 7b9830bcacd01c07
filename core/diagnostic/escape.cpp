// SPDX-License-Identifier: MIT
#include "core/diagnostic/escape.h"

#include <algorithm>
#include <charconv>

#include "core/diagnostic/utf8.h"

namespace warifu {
namespace {

// Room for the longest escape, "\u{10ffff}".
struct Escape {
  char text[12];
  size_t length = 0;
  void add(char c) { text[length++] = c; }
};

Escape short_escape(char letter) {
  Escape escape;
  escape.add('\\');
  escape.add(letter);
  return escape;
}

Escape byte_escape(unsigned char byte) {
  constexpr char kDigits[] = "0123456789abcdef";
  Escape escape = short_escape('x');
  escape.add(kDigits[byte >> 4]);
  escape.add(kDigits[byte & 0xF]);
  return escape;
}

Escape code_point_escape(uint32_t value) {
  Escape escape = short_escape('u');
  escape.add('{');
  char* begin = escape.text + escape.length;
  const auto result = std::to_chars(begin, escape.text + sizeof(escape.text), value, 16);
  escape.length += static_cast<size_t>(result.ptr - begin);
  escape.add('}');
  return escape;
}

Escape escape_of(uint32_t value) {
  if (value == '\n') return short_escape('n');
  if (value == '\t') return short_escape('t');
  if (value == '\\') return short_escape('\\');
  if (value < 0x80) return byte_escape(static_cast<unsigned char>(value));
  return code_point_escape(value);
}

// Cuts `bytes` into stretches that may be printed and escapes of what may not.
template <typename Plain, typename Escaped>
void for_each_stretch(std::string_view bytes, Plain plain, Escaped escape) {
  size_t begin = 0;
  size_t at = 0;
  while (at < bytes.size()) {
    const CodePoint point = decode_utf8(bytes.substr(at));
    if (point.length != 0 && point.value != '\\' && is_plainly_visible(point.value)) {
      at += point.length;
      continue;
    }
    plain(bytes.substr(begin, at - begin));
    escape(point.length == 0 ? byte_escape(static_cast<unsigned char>(bytes[at]))
                             : escape_of(point.value));
    at += point.length == 0 ? 1 : point.length;
    begin = at;
  }
  plain(bytes.substr(begin));
}

// Printable text within a JSON string; only quotes are left to be escaped.
void append_quoting(std::string& out, std::string_view text) {
  for (size_t quote; (quote = text.find('"')) != text.npos; text.remove_prefix(quote + 1)) {
    out.append(text.substr(0, quote)).append("\\\"");
  }
  out.append(text);
}

}  // namespace

EscapedCharacter take_escaped(std::string_view& bytes) {
  EscapedCharacter character;
  const CodePoint point = decode_utf8(bytes);
  const std::string_view one = bytes.substr(0, std::max<size_t>(point.length, 1));
  for_each_stretch(
      one, [&](std::string_view text) { character.length += text.copy(character.text, 4); },
      [&](const Escape& escape) {
        character.length = std::string_view(escape.text, escape.length).copy(character.text, 12);
      });
  bytes.remove_prefix(one.size());
  return character;
}

void append_escaped(std::string& out, std::string_view bytes) {
  for_each_stretch(
      bytes, [&](std::string_view text) { out.append(text); },
      [&](const Escape& escape) { out.append(escape.text, escape.length); });
}

std::string escaped(std::string_view bytes) {
  std::string out;
  append_escaped(out, bytes);
  return out;
}

void append_json_string(std::string& out, std::string_view bytes) {
  out += '"';
  for_each_stretch(
      bytes, [&](std::string_view text) { append_quoting(out, text); },
      [&](const Escape& escape) {
        // An escape holds a backslash at its beginning, and, for a backslash, once more.
        for (size_t i = 0; i < escape.length; ++i) {
          if (escape.text[i] == '\\') out += '\\';
          out += escape.text[i];
        }
      });
  out += '"';
}

}  // namespace warifu
