// SPDX-License-Identifier: MIT
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "kernel/agent/config.h"

namespace warifu::agent {

inline constexpr const char* kSubordinateUidPath = "/etc/subuid";

// Uids that a user may give to the tasks of user namespaces of its own.
struct SubordinateRange {
  std::string user;
  IdRange uids;
};

// The lines of a subuid(5) file; what is none is left out, as are lines beyond a bound.
std::vector<SubordinateRange> read_subordinate_ranges(std::istream& file);

// Warns of entries whose uids overlap such a range: its user can be these uids, and would be
// believed. Gids are no matter: no entry is chosen by one.
void warn_of_subordinate_uids(const AgentConfig& config,
                              const std::vector<SubordinateRange>& ranges,
                              Diagnostics& diagnostics);

}  // namespace warifu::agent
