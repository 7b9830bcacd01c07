// SPDX-License-Identifier: MIT
#include "modules/owner_map/decision.h"

namespace owner_map {
namespace {

// Gathers what entries and rules say, until one passes.
class Tally {
 public:
  Tally(Reason otherwise, std::optional<Origin> where) : refusal_{WARIFU_FAIL, otherwise, where} {}

  void other_owner(Origin where) {
    if (refusal_.reason == Reason::kNotMapped)
      refusal_ = {WARIFU_FAIL, Reason::kNotTheOwner, where};
  }
  void needs_name(Origin where) { keep(unknown_, {WARIFU_UNKNOWN, Reason::kNameUnknown, where}); }

  // Whether it passes.
  bool take_membership(int membership, Origin where) {
    switch (membership) {
      case WARIFU_MEMBER:
        return true;
      case WARIFU_NOT_MEMBER:
        other_owner(where);
        return false;
      case WARIFU_MEMBER_UNAVAILABLE:
        keep(unavailable_, {WARIFU_UNAVAILABLE, Reason::kGroupsUnavailable, where});
        return false;
      case WARIFU_MEMBER_WOULD_BLOCK:
        keep(blocked_, {WARIFU_WOULD_BLOCK, Reason::kGroupsWouldBlock, where});
        return false;
      default:
        keep(unknown_, {WARIFU_UNKNOWN, Reason::kGroupsUnknown, where});
        return false;
    }
  }

  [[nodiscard]] Answer answer() const {
    for (const auto* each : {&blocked_, &unavailable_, &unknown_}) {
      if (*each) return **each;
    }
    return refusal_;
  }

 private:
  static void keep(std::optional<Answer>& place, const Answer& answer) {
    if (!place) place = answer;
  }

  Answer refusal_;
  std::optional<Answer> blocked_, unavailable_, unknown_;
};

Answer passed(Origin where) {
  return {WARIFU_PASS, Reason::kMapped, where};
}

Answer by_account(const OwnerMap& map, const Account& account, const Who& who, Groups& groups) {
  const TextStore& texts = map.accounts.texts();
  Term room;
  const auto terms = map.accounts.terms(account, room);
  Tally tally(Reason::kNotTheOwner, account.where);
  for (const Term& term : terms) {
    if (term.kind == TermKind::kUid && term.uid == who.uid) return passed(account.where);
    if (term.kind != TermKind::kName) continue;
    if (who.name == nullptr) {
      tally.needs_name(account.where);
    } else if (texts.view(term.text) == who.name) {
      return passed(account.where);
    }
  }
  for (const Term& term : terms) {
    if (term.kind != TermKind::kGroup) continue;
    const int membership = groups.has_group(texts.c_str(term.text));
    if (tally.take_membership(membership, account.where)) return passed(account.where);
  }
  return tally.answer();
}

Answer by_groups(const OwnerMap& map, std::string_view account, const Who& who, Groups& groups,
                 Tally& tally) {
  for (const Rule& rule : map.rules) {
    if (rule.owner_side != OwnerSide::kGroup) continue;
    if (match(rule, account, who) != Match::kAskGroup) continue;
    const int membership = groups.has_group(rule.owner.c_str());
    if (tally.take_membership(membership, rule.where)) return passed(rule.where);
  }
  return tally.answer();
}

Answer by_rules(const OwnerMap& map, std::string_view account, const Who& who, Groups& groups) {
  Tally tally(Reason::kNotMapped, Origin{0, 0});
  for (const Rule& rule : map.rules) {
    if (rule.owner_side == OwnerSide::kGroup) continue;
    const Match found = match(rule, account, who);
    if (found == Match::kYes) return passed(rule.where);
    if (found == Match::kOtherOwner) tally.other_owner(rule.where);
    if (found == Match::kNeedsName) tally.needs_name(rule.where);
  }
  return by_groups(map, account, who, groups, tally);
}

}  // namespace

Answer decide(const OwnerMap& map, const Question& question, Groups& groups) {
  if (!question.has_owner) return {WARIFU_UNKNOWN, Reason::kNoOwner, {}};
  if (question.account.empty()) return {WARIFU_FAIL, Reason::kNoAccount, {}};
  if (question.account.size() > kMaximumAccountBytes) {
    return {WARIFU_FAIL, Reason::kAccountTooLong, {}};
  }
  const Account* const account = map.accounts.find(question.account);
  const bool has_own = account != nullptr && account->domain.length != 0;
  const std::string_view domain =
      has_own ? map.accounts.texts().view(account->domain) : std::string_view(map.domain);
  if (!domain.empty() && domain != question.domain) {
    const Origin where = has_own ? account->where : map.domain_where;
    return {WARIFU_UNKNOWN, Reason::kOtherDomain, where};
  }
  if (account != nullptr) return by_account(map, *account, question.who, groups);
  return by_rules(map, question.account, question.who, groups);
}

}  // namespace owner_map
