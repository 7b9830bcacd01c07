// SPDX-License-Identifier: MIT
// What the text of an expression shows without running it. RE2 has compiled it before: it is
// well-formed.
#pragma once

#include <optional>
#include <string_view>

namespace owner_map {

struct ExpressionText {
  bool begins_anchored = false;                 // with ^ or \A, for all that it can match
  bool ends_anchored = false;                   // with $ or \z
  bool is_multi_line = false;                   // somewhere sets (?m)
  std::optional<std::string_view> first_group;  // what stands in the first parentheses that capture
};

ExpressionText look_at(std::string_view pattern);

}  // namespace owner_map
