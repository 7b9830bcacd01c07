// SPDX-License-Identifier: MIT
#include "core/engine/reason_text.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace warifu {

const char* reason_text(Arena& arena, const char* meaning, const char* detail) {
  if (detail == nullptr || *detail == '\0') return meaning;
  std::string_view stem = meaning;
  if (stem.ends_with('.')) stem.remove_suffix(1);
  std::array<char, 1024> text;  // no allocation on this path
  const int length = std::snprintf(text.data(), text.size(), "%.*s: %s",
                                   static_cast<int>(stem.size()), stem.data(), detail);
  const char* const kept = length < 0 ? nullptr : arena.copy(text.data(), text.size());
  return kept != nullptr ? kept : meaning;
}

}  // namespace warifu
