// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace warifu {

struct TextPosition {
  uint32_t line = 1;
  uint32_t column = 1;  // in characters
};

// Where a dotted key or header first has more than `maximum` parts. toml++ bounds the nesting of
// values but makes one table for each part of a key, and destroys them recursively: a
// key of a million parts would exhaust the stack. Looked for before anything is parsed.
std::optional<TextPosition> find_key_too_deep(std::string_view text, size_t maximum);

}  // namespace warifu
