// SPDX-License-Identifier: MIT
#include "core/stack/module_name.h"

#include <algorithm>

namespace warifu {

bool is_module_name(std::string_view name) {
  constexpr size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && name.front() != '_' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace warifu
