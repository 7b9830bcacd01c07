// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace warifu {

struct CodePoint {
  uint32_t value = 0;
  size_t length = 0;  // bytes; 0: what stands there is not UTF-8
};

// The first character of `bytes`, which must not be empty. Strict (RFC 3629): no overlong
// form, no surrogate, nothing above U+10FFFF, nothing cut short.
CodePoint decode_utf8(std::string_view bytes);

// Whether a character shows as itself and does nothing else: not a control, not one that
// reorders text, not invisible, not a blank other than the space, not of a private use area.
bool is_plainly_visible(uint32_t code_point);

}  // namespace warifu
