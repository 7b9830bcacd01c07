// SPDX-License-Identifier: MIT
#include "core/log/line.h"

#include <algorithm>
#include <charconv>

#include "core/diagnostic/escape.h"

namespace warifu {
namespace {

using Add = void (*)(Line& line, std::string_view escaped);

void add_plain(Line& line, std::string_view escaped) {
  line.text(escaped);
}

// Escapes hold backslashes already; only a quote could end the quotation.
void add_in_quotes(Line& line, std::string_view escaped) {
  line.text(escaped == "\"" ? "\\\"" : escaped);
}

void add_in_json(Line& line, std::string_view escaped) {
  for (const char& c : escaped) {
    if (c == '"' || c == '\\') line.text("\\");
    line.text({&c, 1});
  }
}

void add_cut_mark(Line& line, size_t left_out, Add add) {
  add(line, "\\cut{");
  line.number(uint64_t{left_out}).text("}");
}

// How many bytes at the beginning stand for themselves in every form: most texts are nothing
// else, and need not be looked at character by character.
size_t plain_length(std::string_view text) {
  const auto* end = std::find_if(text.begin(), text.end(), [](char c) {
    return c < 0x20 || c > 0x7E || c == '"' || c == '\\';
  });
  return static_cast<size_t>(end - text.begin());
}

void add_outside(Line& line, std::string_view outside, size_t limit, Add add) {
  size_t room = limit;
  while (!outside.empty()) {
    const std::string_view plain = outside.substr(0, plain_length(outside.substr(0, room)));
    line.text(plain);
    room -= plain.size();
    outside.remove_prefix(plain.size());
    if (outside.empty()) return;
    std::string_view rest = outside;
    const EscapedCharacter next = take_escaped(rest);
    if (next.length > room) return add_cut_mark(line, outside.size(), add);
    add(line, next.view());
    room -= next.length;
    outside = rest;
  }
}

template <typename Number>
void add_number(Line& line, Number value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  line.text({digits, static_cast<size_t>(end.ptr - digits)});
}

}  // namespace

Line& Line::number(int64_t value) {
  add_number(*this, value);
  return *this;
}

Line& Line::number(uint64_t value) {
  add_number(*this, value);
  return *this;
}

Line& Line::escaped(std::string_view outside, size_t limit) {
  add_outside(*this, outside, limit, add_plain);
  return *this;
}

Line& Line::quoted(std::string_view outside, size_t limit) {
  text("\"");
  add_outside(*this, outside, limit, add_in_quotes);
  return text("\"");
}

Line& Line::json_string(std::string_view outside, size_t limit) {
  text("\"");
  add_outside(*this, outside, limit, add_in_json);
  return text("\"");
}

const char* Line::c_str() {
  bytes_[length_] = '\0';
  return bytes_.data();
}

}  // namespace warifu
