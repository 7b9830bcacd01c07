// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/map/are_node.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

// An expression of more characters than this, its repetitions written out, is not looked through.
inline constexpr size_t kMostPositions = 128;

// Whether what \1 stands for is the same whatever the rules are by which a matcher chooses among
// several ways to match: PostgreSQL prefers the longest match, RE2 the first alternative. That is
// so where the first parentheses take part in every match, and no text can be divided in two ways.
// Decided exactly, by following every pair of ways through the expression at once.
[[nodiscard]] Carried<void> capture_is_certain(const AreNode& root);

}  // namespace warifu::cli
