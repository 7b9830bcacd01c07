// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/cli/map/are_node.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

inline constexpr size_t kLongestExpression = 4096;  // bytes
inline constexpr int kDeepestExpression = 32;       // parentheses within each other

// Reads an expression as PostgreSQL 15 to 17 does (without the slash). Refused is what PostgreSQL
// refuses; what RE2 has no equal of: back references, constraints on what follows or precedes,
// limits of words, options, collating elements and equivalence classes; and what is written by a
// number (\x, \0, \c). Greedy and non-greedy quantifiers are one: see capture_is_certain.
[[nodiscard]] Carried<AreNode> parse_are(std::string_view expression);

}  // namespace warifu::cli
