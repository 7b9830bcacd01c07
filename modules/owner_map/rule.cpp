// SPDX-License-Identifier: MIT
#include "modules/owner_map/rule.h"

#include "modules/owner_map/uid_text.h"

namespace owner_map {
namespace {

Match yes_if(bool is_owner) {
  return is_owner ? Match::kYes : Match::kOtherOwner;
}

// The expression is about the owner's name.
Match match_name(const Rule& rule, std::string_view account, const Who& who) {
  const bool is_exact = rule.account_side == AccountSide::kExact;
  if (is_exact && account != rule.account) return Match::kOtherAccount;
  if (who.name == nullptr) return Match::kNeedsName;
  const auto found = rule.expression->search(who.name);
  if (rule.account_side != AccountSide::kTemplate) return yes_if(found.has_value());
  if (!found || !found->captured) return Match::kOtherAccount;
  return rule.filled.makes(account, *found->captured) ? Match::kYes : Match::kOtherAccount;
}

Match match_captured(const Rule& rule, const Found& found, const Who& who) {
  if (!found.captured) return Match::kOtherAccount;
  if (rule.owner_side == OwnerSide::kCapturedUid) {
    const auto uid = to_uid(*found.captured);
    return uid ? yes_if(*uid == who.uid) : Match::kOtherAccount;
  }
  if (who.name == nullptr) return Match::kNeedsName;
  return yes_if(rule.filled.makes(who.name, *found.captured));
}

Match match_owner(const Rule& rule, const Who& who) {
  switch (rule.owner_side) {
    case OwnerSide::kUid:
      return yes_if(rule.uid == who.uid);
    case OwnerSide::kAll:
      return Match::kYes;
    case OwnerSide::kGroup:
      return Match::kAskGroup;
    default:
      return who.name == nullptr ? Match::kNeedsName : yes_if(rule.owner == who.name);
  }
}

bool has_capture(const Rule& rule) {
  return rule.owner_side == OwnerSide::kCapturedUid || rule.owner_side == OwnerSide::kTemplate;
}

}  // namespace

Match match(const Rule& rule, std::string_view account, const Who& who) {
  if (rule.owner_side == OwnerSide::kExpression) return match_name(rule, account, who);
  if (rule.account_side == AccountSide::kExact && account != rule.account) {
    return Match::kOtherAccount;
  }
  if (rule.account_side == AccountSide::kExpression) {
    const auto found = rule.expression->search(account);
    if (!found) return Match::kOtherAccount;
    if (has_capture(rule)) return match_captured(rule, *found, who);
  }
  return match_owner(rule, who);
}

}  // namespace owner_map
