// SPDX-License-Identifier: MIT
#include "core/log/line.h"

#include <cstring>

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

bool is_plain(char c) {
  return c >= 0x20 && c <= 0x7E && c != '"' && c != '\\';
}

using Word = uint64_t;
constexpr Word kEach = 0x0101010101010101;

constexpr Word each(unsigned char byte) {
  return kEach * byte;
}

// Not 0 where some byte of `word` is less than `limit` (at most 0x80): subtracting gives that byte
// a highest bit which it had not. Which byte it is cannot be told, for it also borrows from the
// next.
Word bytes_below(Word word, unsigned char limit) {
  return (word - each(limit)) & ~word & each(0x80);
}

Word bytes_equal(Word word, unsigned char byte) {
  return bytes_below(word ^ each(byte), 1);
}

// is_plain() of all its bytes at once.
bool is_plain_word(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return (bytes_below(word, 0x20) | bytes_equal(word, 0x7F) | (word & each(0x80)) |
          bytes_equal(word, '"') | bytes_equal(word, '\\')) == 0;
}

// How many bytes at the beginning stand for themselves in every form: most texts are nothing
// else, and need not be looked at character by character.
size_t plain_length(std::string_view text) {
  size_t length = 0;
  while (text.size() - length >= sizeof(Word) && is_plain_word(text.data() + length))
    length += sizeof(Word);
  // What is left of the text, with what was seen already before it.
  const bool is_tail = text.size() >= sizeof(Word) && text.size() - length < sizeof(Word);
  if (is_tail && is_plain_word(text.data() + text.size() - sizeof(Word))) return text.size();
  while (length < text.size() && is_plain(text[length]))
    ++length;
  return length;
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

}  // namespace

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
  if (outside.size() <= limit && plain_length(outside) == outside.size()) {
    return texts("\"", outside, "\"");
  }
  text("\"");
  add_outside(*this, outside, limit, add_in_json);
  return text("\"");
}

const char* Line::c_str() {
  bytes_[length_] = '\0';
  return bytes_.data();
}

}  // namespace warifu
