// SPDX-License-Identifier: MIT
#include "modules/uid_allowlist/rule.h"

#include <algorithm>
#include <cstring>

namespace uid_allowlist {

bool IdList::contains(uint32_t id) const {
  const warifu_id_range* const end = ranges + count;
  const warifu_id_range* const after = std::upper_bound(
      ranges, end, id,
      [](uint32_t value, const warifu_id_range& range) { return value < range.first; });
  return after != ranges && id <= (after - 1)->last;
}

namespace {

Answer decide_allowed(const Rule& rule, const warifu_owner& owner) {
  if (rule.uids.contains(owner.uid)) return {WARIFU_PASS, kNone};
  if (rule.gids.is_set) {
    if (!owner.has_gid) return {WARIFU_UNKNOWN, kNoGid};
    if (rule.gids.contains(owner.gid)) return {WARIFU_PASS, kNone};
  }
  const bool only_denies = !rule.uids.is_set && !rule.gids.is_set;
  if (only_denies) return {WARIFU_PASS, kNone};
  return {WARIFU_FAIL, kNotListed};
}

}  // namespace

Answer decide(const Rule& rule, const warifu_owner& owner) {
  if (!owner.has_uid) return {WARIFU_UNKNOWN, kNoOwner};
  if (rule.domain && std::strcmp(rule.domain, owner.domain) != 0) {
    return {WARIFU_UNKNOWN, kOtherDomain};
  }
  if (rule.deny_uids.contains(owner.uid)) return {WARIFU_FAIL, kDenied};
  if (rule.deny_gids.is_set) {
    if (!owner.has_gid) return {WARIFU_UNKNOWN, kNoGid};
    if (rule.deny_gids.contains(owner.gid)) return {WARIFU_FAIL, kDenied};
  }
  return decide_allowed(rule, owner);
}

}  // namespace uid_allowlist
