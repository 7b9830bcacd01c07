// SPDX-License-Identifier: MIT
// One [[rule]] of a map: for accounts that the map does not name exactly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/owner_map/account_table.h"
#include "modules/owner_map/expression.h"
#include "modules/owner_map/template.h"

namespace owner_map {

enum class AccountSide : uint8_t { kExact, kAll, kExpression, kTemplate };
enum class OwnerSide : uint8_t { kUid, kCapturedUid, kName, kTemplate, kExpression, kGroup, kAll };

// At most one side is an expression; a template, or a captured uid, has the other side's captures.
struct Rule {
  Origin where;
  AccountSide account_side = AccountSide::kExact;
  OwnerSide owner_side = OwnerSide::kUid;
  uint32_t uid = 0;
  std::string account;  // kExact; otherwise as it was written
  std::string owner;    // kName: the name, kGroup: the group without "+"; otherwise as written
  Template filled;      // of the side that is one
  std::optional<Expression> expression;
};

// Who asks.
struct Who {
  uint32_t uid = 0;
  const char* name = nullptr;  // nullptr: not known; never empty
};

enum class Match {
  kOtherAccount,  // the rule is not about this account
  kOtherOwner,    // it is, and not about this owner
  kNeedsName,     // it cannot be told without the owner's name
  kAskGroup,      // it is about the account, and whoever is in its group
  kYes
};

[[nodiscard]] Match match(const Rule& rule, std::string_view account, const Who& who);

}  // namespace owner_map
