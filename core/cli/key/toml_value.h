// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/toml/node.h"

namespace warifu::cli {

// Where a value of a TOML document ends: the offset behind its last character, of the value that
// begins at `begin`. For documents that parse_toml took; of any other text it is some offset from
// `begin` to the end.
[[nodiscard]] size_t end_of_value(std::string_view text, size_t begin);

// A basic string with its quotes. `text` must be UTF-8.
[[nodiscard]] std::string toml_string(std::string_view text);

// Whether two values are the same, wherever they stand; a table's order does not matter.
[[nodiscard]] bool same_value(const Node& a, const Node& b);

}  // namespace warifu::cli
