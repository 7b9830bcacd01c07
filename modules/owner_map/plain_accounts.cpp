// SPDX-License-Identifier: MIT
#include "modules/owner_map/plain_accounts.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace owner_map {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr size_t kMaximumDigits = 10;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line.substr(0, line.find_last_not_of(kBlank) + 1);
}

std::string_view without_indent(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of(kBlank), line.size()));
}

// Takes what stands in front of `line` while `belongs` says so.
template <typename Belongs>
std::string_view take(std::string_view& line, Belongs belongs) {
  const auto end = std::find_if_not(line.begin(), line.end(), belongs);
  const std::string_view taken = line.substr(0, static_cast<size_t>(end - line.begin()));
  line.remove_prefix(taken.size());
  return taken;
}

void skip_blanks(std::string_view& line) {
  take(line, [](char c) { return c == ' ' || c == '\t'; });
}

std::optional<PlainAccount> plain(std::string_view whole, uint32_t number) {
  std::string_view line = without_end(whole);
  const auto column = [&] { return static_cast<uint32_t>(line.data() - whole.data()) + 1; };
  PlainAccount account;
  account.line = number;
  skip_blanks(line);
  account.key_column = column();
  account.key = take(line, is_bare);
  skip_blanks(line);
  if (account.key.empty() || !line.starts_with('=')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks(line);
  account.value_column = column();
  const std::string_view digits = take(line, is_digit);
  if (digits.empty() || digits.size() > kMaximumDigits || !line.empty()) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), account.value);
  return account;
}

bool has_three_quotes(std::string_view line) {
  return line.find("\"\"\"") != line.npos || line.find("'''") != line.npos;
}

bool is_header(std::string_view line) {
  return without_end(line) == "[accounts]";
}

// Whether the line after it begins something new; see the header of this file.
bool is_complete(std::string_view line) {
  const auto opened = std::count(line.begin(), line.end(), '[');
  if (opened == 0) return true;
  const std::string_view text = without_end(line);
  if (opened > 1 || text.find('#') != text.npos) return false;
  if (text.ends_with(']')) return true;
  const bool one_table = std::count(text.begin(), text.end(), '{') == 1;
  return text.ends_with('}') && one_table && text.find('{') < text.find('[');
}

enum class State { kBefore, kBelow, kAfter };

State after(State state, std::string_view line) {
  if (state == State::kAfter || has_three_quotes(line)) return State::kAfter;
  if (state == State::kBefore) return is_header(line) ? State::kBelow : State::kBefore;
  const bool ends = without_indent(line).starts_with('[') || !is_complete(line);
  return ends ? State::kAfter : State::kBelow;
}

}  // namespace

Divided divide(std::string_view text) {
  Divided divided;
  State state = State::kBefore;
  uint32_t number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    // A carriage return that ends the file is no end of a line, and a mistake: the parser tells it.
    const bool ended = end != text.npos || !line.ends_with('\r');
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    ++number;
    const auto account = state == State::kBelow && ended ? plain(line, number) : std::nullopt;
    if (account) {
      divided.accounts.push_back(*account);
    } else {
      divided.rest.append(line);
      state = after(state, line);
    }
    if (end != text.npos) divided.rest.push_back('\n');
  }
  return divided;
}

}  // namespace owner_map
