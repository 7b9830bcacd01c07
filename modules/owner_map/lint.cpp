// SPDX-License-Identifier: MIT
#include "modules/owner_map/lint.h"

#include <map>
#include <utility>

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Place;

std::string at(const OwnerMap& map, Origin where) {
  return map.files[where.file] + ":" + std::to_string(where.line);
}

// The owner's side, so that two that mean the same are the same text and no others.
std::string owner_text(const Rule& rule) {
  switch (rule.owner_side) {
    case OwnerSide::kUid:
    case OwnerSide::kCapturedUid:
      return "\nuid " + rule.owner;  // no name has a line's end
    case OwnerSide::kGroup:
      return "+" + rule.owner;
    default:
      return rule.owner;
  }
}

class Coverage {
 public:
  // The earlier rule that covers this one, else nullptr, and this one is one of them.
  const Rule* add(const Rule& rule) {
    const std::string owner = owner_text(rule);
    for (const std::string& each : {rule.account, std::string("all")}) {
      for (const std::string& other : {owner, std::string("all")}) {
        const auto found = rules_.find({each, other});
        if (found != rules_.end()) return found->second;
      }
    }
    rules_.emplace(std::pair(rule.account, owner), &rule);
    return nullptr;
  }

 private:
  std::map<std::pair<std::string, std::string>, const Rule*> rules_;
};

}  // namespace

void lint(const OwnerMap& map, Diagnostics& diagnostics) {
  if (map.accounts.size() == 0 && map.rules.empty()) {
    diagnostics.warning({map.files[0], 1, 1}, "the map passes nobody",
                        "add accounts below [accounts], or a [[rule]]");
  }
  Coverage coverage;
  for (const Rule& rule : map.rules) {
    const Place place{map.files[rule.where.file], rule.where.line, 1};
    if (rule.account_side == AccountSide::kExact) {
      if (const Account* const named = map.accounts.find(rule.account)) {
        diagnostics.warning(
            place, "the rule is never looked at: its account is named at " + at(map, named->where),
            "remove the rule, or add its owner there");
        continue;
      }
    }
    if (const Rule* const earlier = coverage.add(rule)) {
      diagnostics.warning(place, "the rule adds nothing to the one at " + at(map, earlier->where),
                          "remove one of them");
    }
  }
}

}  // namespace owner_map
