// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/toml/node.h"
#include "modules/owner_map/rule.h"

namespace owner_map {

// Reads one [[rule]]; every mistake is told, and warnings beside them. `file` is the index that the
// map gives the file.
std::optional<Rule> read_rule(const warifu::Node& node, uint32_t file,
                              warifu::Diagnostics& diagnostics);

}  // namespace owner_map
