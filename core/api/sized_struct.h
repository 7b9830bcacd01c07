// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace warifu {

// Structs that begin with `size` may be shorter than ours (an older caller) or longer (a newer
// one): only what both know is read or written.

template <typename T>
bool is_sized(const T* given) {
  return given != nullptr && given->size > sizeof given->size;
}

// What a caller filled; members it does not know keep the value they have in `defaults`.
template <typename T>
T read_sized(const T* given, T defaults) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::memcpy(&defaults, given, std::min(given->size, sizeof defaults));
  return defaults;
}

// Gives a caller as much of `from` as it has room for; its `size` stays.
template <typename T>
void write_sized(T from, T* given) {
  static_assert(std::is_trivially_copyable_v<T>);
  from.size = given->size;
  std::memcpy(given, &from, std::min(given->size, sizeof from));
}

}  // namespace warifu
