// SPDX-License-Identifier: MIT
#include "core/config/names.h"

#include <algorithm>

namespace warifu {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// A small letter or a digit, then these and `more`.
bool is_name(std::string_view name, std::string_view more) {
  if (name.empty() || name.size() > kMaximumName) return false;
  if (!is_small(name.front()) && !is_digit(name.front())) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return is_small(c) || is_digit(c) || more.find(c) != more.npos;
  });
}

}  // namespace

bool is_service_name(std::string_view name) {
  return is_name(name, "_-");
}

bool is_module_name(std::string_view name) {
  return is_name(name, "_");
}

bool is_entry_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaximumName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_small(c) || is_capital(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace warifu
