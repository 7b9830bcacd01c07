// SPDX-License-Identifier: MIT
#include "core/log/line.h"

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

void add_outside(Line& line, std::string_view outside, size_t limit, Add add) {
  size_t used = 0;
  while (!outside.empty()) {
    std::string_view rest = outside;
    const EscapedCharacter next = take_escaped(rest);
    used += next.length;
    if (used > limit) return add_cut_mark(line, outside.size(), add);
    add(line, next.view());
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

Line& Line::text(std::string_view own) {
  if (own.size() > kCapacity - 1 - length_) {
    full_ = true;
    return *this;
  }
  own.copy(bytes_.data() + length_, own.size());
  length_ += own.size();
  return *this;
}

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
