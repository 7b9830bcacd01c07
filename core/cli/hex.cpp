// SPDX-License-Identifier: MIT
#include "core/cli/hex.h"

#include <algorithm>

namespace warifu::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool append(std::string_view digits, std::vector<uint8_t>& bytes) {
  if (digits.size() % 2 != 0) return false;
  for (size_t i = 0; i < digits.size(); i += 2) {
    const int high = hex_digit(digits[i]);
    const int low = hex_digit(digits[i + 1]);
    if (high < 0 || low < 0) return false;
    bytes.push_back(static_cast<uint8_t>(high * 16 + low));
  }
  return true;
}

bool is_offset(std::string_view word) {
  return word.starts_with("0x") && word.ends_with(":");
}

}  // namespace

std::optional<std::vector<uint8_t>> from_hex(std::string_view text, size_t limit) {
  std::vector<uint8_t> bytes;
  for (size_t begin = text.find_first_not_of(kBlanks); begin != text.npos;
       begin = text.find_first_not_of(kBlanks, begin)) {
    const size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end;
    if (is_offset(word)) continue;
    if (word.size() / 2 > limit - bytes.size() || !append(word, bytes)) return std::nullopt;
  }
  return bytes;
}

}  // namespace warifu::cli
