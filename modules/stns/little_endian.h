// SPDX-License-Identifier: MIT
// Numbers in the values that this module keeps in the shared cache.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stns {

template <typename T>
void append_number(std::string& out, T number) {
  for (size_t i = 0; i < sizeof number; ++i)
    out += static_cast<char>(number >> (8 * i));
}

// Of the first sizeof(T) bytes, which must be there.
template <typename T>
T take_number(std::string_view& bytes) {
  T number = 0;
  for (size_t i = 0; i < sizeof number; ++i)
    number = static_cast<T>(number | T{static_cast<uint8_t>(bytes[i])} << (8 * i));
  bytes.remove_prefix(sizeof number);
  return number;
}

}  // namespace stns
