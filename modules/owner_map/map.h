// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "modules/owner_map/rule.h"

namespace owner_map {

inline constexpr size_t kMaximumMapBytes = size_t{16} << 20;       // of one file
inline constexpr size_t kMaximumTogetherBytes = size_t{64} << 20;  // of all files of a map
inline constexpr size_t kMaximumFiles = 1024;
inline constexpr size_t kMaximumAccounts = 1'000'000;
inline constexpr size_t kMaximumRules = 10'000;
inline constexpr size_t kMaximumExpressions = 256;

// What a map's files say together. Made by one thread, then only read.
struct OwnerMap {
  std::vector<std::string> files;  // absolute; the first is the map itself
  std::string domain;              // empty: owners of any
  Origin domain_where;
  AccountTable accounts;
  std::vector<Rule> rules;  // in the order of the files
};

}  // namespace owner_map
