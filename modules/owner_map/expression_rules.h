// SPDX-License-Identifier: MIT
// What a map asks of expressions, and what it warns of.
#pragma once

#include <optional>

#include "core/diagnostic/diagnostic.h"
#include "modules/owner_map/rule.h"

namespace owner_map {

// `pattern` without its slash. Nothing after a mistake was told. An expression that does not begin
// with ^ or end with $ finds what it describes within longer names: that is warned of.
std::optional<Expression> read_expression(const std::string& pattern, const warifu::Place& place,
                                          warifu::Diagnostics& diagnostics);

// Warns where the rule lets uid 0 in by more than its own number.
void warn_of_root(const Rule& rule, const warifu::Place& place, warifu::Diagnostics& diagnostics);

}  // namespace owner_map
