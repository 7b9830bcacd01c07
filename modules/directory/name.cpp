// SPDX-License-Identifier: MIT
#include "modules/directory/name.h"

#include <algorithm>

#include "core/diagnostic/utf8.h"

namespace warifu::directory {
namespace {

bool is_digit(char each) {
  return each >= '0' && each <= '9';
}

const char* character_fault(std::string_view name) {
  while (!name.empty()) {
    const CodePoint character = decode_utf8(name);
    if (character.length == 0) return "it is not UTF-8";
    if (!is_plainly_visible(character.value)) return "it has a character that does not show";
    if (character.value == '/' || character.value == ':') return "it has a '/' or ':'";
    name.remove_prefix(character.length);
  }
  return nullptr;
}

}  // namespace

const char* name_fault(std::string_view name) {
  if (name.empty()) return "it is empty";
  if (name.size() > kMostNameBytes) return "it is longer than 256 bytes";
  if (name.front() == '+' || name.front() == '-') return "it begins with '+' or '-'";
  if (name.front() == ' ' || name.back() == ' ') return "it begins or ends with a space";
  if (name == "." || name == "..") return "it is a folder's";
  if (std::all_of(name.begin(), name.end(), is_digit)) return "it is a number";
  return character_fault(name);
}

}  // namespace warifu::directory
