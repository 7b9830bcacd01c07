// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace warifu {

// A member's name as it stands in an object, `"uid":` for "uid"_key: put together by the compiler,
// which then knows its length where it is written. Names are ours and plain.
template <size_t Size>
struct JsonKeyText {
  char text[Size + 2] = {};

  consteval JsonKeyText(const char (&name)[Size]) {  // NOLINT(google-explicit-constructor): literal
    text[0] = '"';
    std::copy_n(name, Size - 1, text + 1);  // without its NUL
    text[Size] = '"';
    text[Size + 1] = ':';
  }
};

template <JsonKeyText Name>
struct JsonKey {
  static constexpr std::string_view kText{Name.text, sizeof Name.text};
};

template <JsonKeyText Name>
constexpr JsonKey<Name> operator""_key() {
  return {};
}

}  // namespace warifu
