// SPDX-License-Identifier: MIT
#include "core/toml/key_depth.h"

namespace warifu {
namespace {

// Knows strings and comments, no more: outside of these, a run of dots with nothing but what
// keys are made of between them counts as a key. Where the text is not well-formed this may
// lose its way, but not before the place where the parser stops too.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<TextPosition> find(size_t maximum) {
    size_t dots = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        skip_comment();
        continue;
      }
      if (c == '.') {
        if (++dots >= maximum) return position_;
      } else if (!may_stand_in_key(c)) {
        dots = 0;
      }
      advance();
    }
    return std::nullopt;
  }

 private:
  static bool may_stand_in_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ' ' || c == '\t' || (static_cast<unsigned char>(c) >= 0x80);
  }

  void advance() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((byte & 0xC0) != 0x80) {  // not the continuation of a character
      ++position_.column;
    }
  }

  void advance(size_t count) {
    while (count-- > 0 && at_ < text_.size())
      advance();
  }

  bool at_triple(char quote) const {
    const std::string_view rest = text_.substr(at_, 3);
    return rest.size() == 3 && rest[0] == quote && rest[1] == quote && rest[2] == quote;
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n')
      advance();
  }

  void skip_string(char quote) {
    const bool multi_line = at_triple(quote);
    advance(multi_line ? 3 : 1);
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        advance(2);
      } else if (multi_line ? at_triple(quote) : c == quote || c == '\n') {
        break;
      } else {
        advance();
      }
    }
    advance(multi_line ? 3 : 1);
    // Up to two quotes before the closing three belong to the string.
    for (int i = 0; multi_line && i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) {
      advance();
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  TextPosition position_;
};

}  // namespace

std::optional<TextPosition> find_key_too_deep(std::string_view text, size_t maximum) {
  return Scanner(text).find(maximum);
}

}  // namespace warifu
