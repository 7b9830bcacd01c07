// SPDX-License-Identifier: MIT
#include "core/cli/map/map_limits.h"

#include <algorithm>

namespace warifu::cli {

Carried<void> check_size(const OwnerMap& map) {
  if (map.accounts.size() > kMostAccounts) {
    return refuse("more than 1000000 accounts, which a map does not take",
                  "divide the file, one for each server");
  }
  const auto expressions =
      std::count_if(map.rules.begin(), map.rules.end(), [](const MapRule& rule) {
        return rule.owner.starts_with('/') || rule.account.starts_with('/');
      });
  if (static_cast<size_t>(expressions) > kMostExpressions) {
    return refuse("more than 256 lines with expressions, which a map does not take",
                  "say several with one expression, or name the accounts");
  }
  if (map.rules.size() > kMostRules) {
    return refuse(
        "more than 10000 lines that become rules, which a map does not take: a line with all or an "
        "expression makes rules of all whose account it matches",
        "replace such a line by one for each account");
  }
  return {};
}

Carried<void> check_size(const std::string& toml) {
  if (toml.size() <= kLongestMap) return {};
  return refuse("a map of more than 16 MiB, which is not loaded",
                "divide the file, and name the maps of its parts under include of one");
}

}  // namespace warifu::cli
