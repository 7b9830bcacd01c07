// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/toml/id_list.h"

namespace warifu::agent {

// A list of uids in which "all" may stand for everyone but uid 0 (read_id_list reads the
// rest). An empty list is a mistake and reported. Sorted, disjoint.
std::vector<IdRange> read_uids(const Node& node, Diagnostics& diagnostics);

}  // namespace warifu::agent
