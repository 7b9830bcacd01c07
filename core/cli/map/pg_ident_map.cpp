// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident_map.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "core/cli/map/map_limits.h"

namespace warifu::cli {
namespace {

using Owner = PgIdentEntry::Owner;
using Account = PgIdentEntry::Account;

// Which accounts lines can match that do not name one.
class OpenLines {
 public:
  void add(const PgIdentEntry& entry) {
    if (entry.account_kind == Account::kAll) all_ = true;
    if (entry.account_kind == Account::kName && entry.owner_kind == Owner::kExpression) {
      named_.insert(entry.account);
    }
    if (entry.account_kind == Account::kTemplate) {
      const size_t at = entry.account.find("\\1");
      templates_.emplace(entry.account.substr(0, at), entry.account.substr(at + 2));
    }
    if (entry.account_kind == Account::kExpression && seen_.insert(entry.account).second) {
      expressions_.push_back(std::make_unique<re2::RE2>(entry.account, re2::RE2::Quiet));
    }
  }

  [[nodiscard]] bool may_match(const std::string& account) const {
    // With more of them than a map takes it is refused whatever is answered here.
    if (templates_.size() + expressions_.size() > kMostExpressions) return true;
    return all_ || named_.contains(account) ||
           std::any_of(templates_.begin(), templates_.end(),
                       [&](const auto& each) {
                         return account.size() >= each.first.size() + each.second.size() &&
                                account.starts_with(each.first) && account.ends_with(each.second);
                       }) ||
           std::any_of(expressions_.begin(), expressions_.end(),
                       [&](const auto& each) { return re2::RE2::PartialMatch(account, *each); });
  }

 private:
  bool all_ = false;
  std::unordered_set<std::string> named_;
  std::set<std::pair<std::string, std::string>> templates_;
  std::unordered_set<std::string> seen_;
  std::vector<std::unique_ptr<re2::RE2>> expressions_;
};

MapRule rule_of(const PgIdentEntry& entry) {
  MapRule rule;
  rule.owner = entry.owner_kind == Owner::kExpression ? '/' + entry.owner : entry.owner;
  switch (entry.account_kind) {
    case Account::kAll:
      rule.account = "all";
      break;
    case Account::kExpression:
      rule.account = '/' + entry.account;
      break;
    case Account::kName:
    case Account::kTemplate:
      rule.account = entry.account;
      break;
  }
  return rule;
}

}  // namespace

OwnerMap PgIdentMapMaker::make() && {
  OpenLines open;
  for (const PgIdentEntry& each : entries_)
    open.add(each);
  OwnerMap map;
  std::unordered_map<std::string, bool> exact;
  std::set<std::pair<std::string, std::string>> known;
  for (const PgIdentEntry& each : entries_) {
    const auto decided = exact.find(each.account);
    const bool named = each.account_kind == Account::kName && each.owner_kind == Owner::kName;
    const bool alone =
        named && (decided != exact.end()
                      ? decided->second
                      : exact.emplace(each.account, !open.may_match(each.account)).first->second);
    if (alone) {
      map.accounts[each.account].owners.emplace_back(each.owner);
      continue;
    }
    MapRule rule = rule_of(each);
    if (known.emplace(rule.owner, rule.account).second) map.rules.push_back(std::move(rule));
  }
  return map;
}

}  // namespace warifu::cli
