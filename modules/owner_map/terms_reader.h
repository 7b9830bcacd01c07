// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/toml/node.h"
#include "modules/owner_map/map.h"

namespace owner_map {

// One of those an account belongs to, as it was read.
struct ReadTerm {
  TermKind kind = TermKind::kUid;
  uint32_t uid = 0;
  std::string text;
  friend bool operator==(const ReadTerm&, const ReadTerm&) = default;
};

// 0 to 4294967294; 0 is warned of, everything else is a mistake. Whether it is one.
bool check_uid(int64_t value, const warifu::Place& place, warifu::Diagnostics& diagnostics);

// An integer, a name or "+group"; or a list of these, whose mistakes are all told. Nothing usable
// is in the result where there was a mistake.
std::vector<ReadTerm> read_terms(const warifu::Node& node, warifu::Diagnostics& diagnostics);

}  // namespace owner_map
