// SPDX-License-Identifier: MIT
#include "core/cli/key/toml_value.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace warifu::cli {
namespace {

constexpr size_t kTripled = 3;

class Scanner {
 public:
  Scanner(std::string_view text, size_t at) : text_(text), at_(std::min(at, text.size())) {}

  size_t end_of_value() {
    if (at_end()) return at_;
    const char first = text_[at_];
    if (first == '"' || first == '\'') {
      skip_string(first);
    } else if (first == '[' || first == '{') {
      skip_brackets();
    } else {
      skip_bare();
    }
    return at_;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] bool is_tripled(char quote) const {
    return text_.substr(at_, kTripled) == std::string(kTripled, quote);
  }

  void skip_string(char quote) {
    const bool tripled = is_tripled(quote);
    at_ += tripled ? kTripled : 1;
    while (!at_end()) {
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
      } else if (tripled ? is_tripled(quote) : text_[at_] == quote) {
        at_ += tripled ? kTripled : 1;
        // One or two quotes may stand before the three that end it.
        while (tripled && !at_end() && text_[at_] == quote)
          ++at_;
        return;
      }
      ++at_;
    }
    at_ = text_.size();
  }

  void skip_brackets() {
    size_t depth = 0;
    while (!at_end()) {
      const char here = text_[at_];
      if (here == '"' || here == '\'') {
        skip_string(here);
        continue;
      }
      if (here == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (here == '[' || here == '{') ++depth;
      if (here == ']' || here == '}') --depth;
      ++at_;
      if (depth == 0) return;
    }
  }

  // A date and its time may have a blank between them, so it is blanks at the end that go.
  void skip_bare() {
    const size_t begin = at_;
    at_ = std::min(text_.find_first_of(",]}#\r\n", at_), text_.size());
    while (at_ > begin && (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t'))
      --at_;
  }

  std::string_view text_;
  size_t at_;
};

bool same_table(const Table& a, const Table& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const Member& member) {
           return std::any_of(b.begin(), b.end(), [&](const Member& other) {
             return other.key == member.key && same_value(other.value, member.value);
           });
         });
}

template <typename T>
bool same_as(const Node& a, const Node& b) {
  return a.as<T>() != nullptr && b.as<T>() != nullptr && *a.as<T>() == *b.as<T>();
}

}  // namespace

size_t end_of_value(std::string_view text, size_t begin) {
  return Scanner(text, begin).end_of_value();
}

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    if (each == '"' || each == '\\') {
      quoted += '\\';
      quoted += each;
    } else if (byte < 0x20 || byte == 0x7f) {
      std::array<char, sizeof "\\u0000"> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(byte));
      quoted += code.data();
    } else {
      quoted += each;
    }
  }
  return quoted + '"';
}

bool same_value(const Node& a, const Node& b) {
  if (const Table* table = a.as<Table>()) {
    return b.as<Table>() != nullptr && same_table(*table, *b.as<Table>());
  }
  if (const Array* array = a.as<Array>()) {
    const Array* other = b.as<Array>();
    return other != nullptr &&
           std::equal(array->begin(), array->end(), other->begin(), other->end(), same_value);
  }
  if (const DateTime* date = a.as<DateTime>()) {
    const DateTime* other = b.as<DateTime>();
    return other != nullptr && date->unix_seconds == other->unix_seconds &&
           date->has_time == other->has_time;
  }
  return same_as<std::string>(a, b) || same_as<int64_t>(a, b) || same_as<bool>(a, b) ||
         same_as<double>(a, b) || (a.as<TimeOfDay>() != nullptr && b.as<TimeOfDay>() != nullptr);
}

}  // namespace warifu::cli
