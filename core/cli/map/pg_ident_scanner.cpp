// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident_scanner.h"

#include <algorithm>

namespace warifu::cli {
namespace {

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r';
}

class Fields {
 public:
  explicit Fields(std::string_view line) : rest_(line) {}

  PgIdentLine take() {
    PgIdentLine line;
    while (!rest_.empty()) {
      auto field = take_field();
      if (!field.empty()) line.fields.push_back(std::move(field));
    }
    if (!unclosed_) return line;
    line.fields.clear();
    line.fault = Refusal{"a quote that is not closed", "close it"};
    return line;
  }

 private:
  // A comma at the end of a token says that the field goes on.
  std::vector<PgToken> take_field() {
    std::vector<PgToken> tokens;
    bool comma = true;
    while (comma) {
      comma = false;
      auto token = take_token(comma);
      if (!token) break;
      tokens.push_back(std::move(*token));
    }
    return tokens;
  }

  std::optional<PgToken> take_token(bool& comma) {
    const auto* const begin = std::find_if_not(rest_.begin(), rest_.end(),
                                               [](char c) { return is_blank(c) || c == ','; });
    rest_.remove_prefix(static_cast<size_t>(begin - rest_.begin()));
    PgToken token;
    bool within = false;
    bool any_quote = false;
    // Within quotes, whether the character before was one: two of them are one.
    bool was_quote = false;
    for (; !rest_.empty() && (within || !is_blank(rest_.front())); rest_.remove_prefix(1)) {
      const char byte = rest_.front();
      if (!within && byte == '#') {
        rest_ = {};
        break;
      }
      if (!within && byte == ',') {
        comma = true;
        break;
      }
      if (byte != '"' || was_quote) token.text += byte;
      was_quote = within && byte == '"' && !was_quote;
      if (byte != '"') continue;
      within = !within;
      any_quote = true;
      token.quoted = token.quoted || token.text.empty();
    }
    unclosed_ = unclosed_ || within;
    if (!any_quote && token.text.empty()) return std::nullopt;
    return token;
  }

  std::string_view rest_;
  bool unclosed_ = false;
};

}  // namespace

// Without what ends it, carriage returns included.
std::string_view PgIdentScanner::take_physical() {
  const size_t length = std::min(rest_.find('\n'), rest_.size());
  std::string_view physical = rest_.substr(0, length);
  rest_.remove_prefix(std::min(length + 1, rest_.size()));
  ++line_;
  while (physical.ends_with('\r'))
    physical.remove_suffix(1);
  return physical;
}

// A backslash at the end joins the next line, except one that stands directly where the last did.
std::string PgIdentScanner::take_logical(bool& too_long) {
  std::string line;
  size_t joined = 0;
  while (!rest_.empty()) {
    const std::string_view physical = take_physical();
    too_long = too_long || line.size() + physical.size() > kLongestPgIdentLine;
    if (!too_long) line += physical;
    // What was ended by carriage returns alone: they go as well as the line's own.
    while (line.ends_with('\r'))
      line.pop_back();
    const bool continues =
        too_long ? physical.ends_with('\\') : line.size() > joined && line.ends_with('\\');
    if (!continues) break;
    if (!too_long) line.pop_back();
    joined = line.size();
  }
  return line;
}

std::optional<PgIdentLine> PgIdentScanner::next() {
  while (!rest_.empty()) {
    const uint32_t first = line_;
    bool too_long = false;
    const std::string text = take_logical(too_long);
    PgIdentLine line;
    if (too_long) {
      line.fault = Refusal{"a line of more than 65536 bytes", "divide it"};
    } else if (text.find('\0') != std::string::npos) {
      line.fault = Refusal{"a NUL byte", "remove it; is this a file of text?"};
    } else {
      line = Fields(text).take();
    }
    line.line = first;
    if (line.fault || !line.fields.empty()) return line;
  }
  return std::nullopt;
}

}  // namespace warifu::cli
