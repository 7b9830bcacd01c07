// SPDX-License-Identifier: MIT
#pragma once

#include "core/diagnostic/diagnostic.h"
#include "modules/owner_map/map.h"

namespace owner_map {

// Warns of a map that passes nobody, and of each rule that can never be the first to say anything:
// its account is named in [accounts], or an earlier rule covers all it covers.
void lint(const OwnerMap& map, warifu::Diagnostics& diagnostics);

}  // namespace owner_map
