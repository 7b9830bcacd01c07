// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/cli/map/are_node.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

// The expression as RE2 writes it, matching the same names, and no others. PostgreSQL matches
// bytes and RE2 characters: refused is where that makes a difference for a name that is UTF-8, that
// is, where something that takes characters outside ASCII is counted. `captures`: the first
// parentheses stay such, all others become (?:...). A dot stays one, which a line break is not in
// RE2: in that one thing what comes back is stricter. RE2 has tried it.
[[nodiscard]] Carried<std::string> to_re2(const AreNode& root, bool captures);

}  // namespace warifu::cli
