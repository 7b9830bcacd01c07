// SPDX-License-Identifier: MIT
#include "modules/directory/requirements.h"

#include <algorithm>
#include <cstring>

#include "modules/directory/name.h"
#include "modules/directory/option.h"

namespace warifu::directory {
namespace {

constexpr const char* kOwnerName = "owner.name";

int give(const warifu_call& call, warifu_code code, Reason reason, const std::string& detail) {
  explain(call, reason, detail);
  return code;
}

std::string of_uid(const warifu_call& call) {
  return "uid " + std::to_string(call.owner->uid);
}

int tell(const warifu_call& call, const UserAnswer& known, warifu_group_search search) {
  const warifu_host& host = *call.host;
  if (host.set_attribute(&call, kOwnerName, known.user.name.c_str()) != 0 ||
      host.offer_group_search(&call, search) != 0) {
    return give(call, WARIFU_ERROR, Reason::kNotSet, "");
  }
  if (known.stale) explain(call, Reason::kStale, known.trouble);
  return WARIFU_PASS;
}

}  // namespace

void explain(const warifu_call& call, Reason reason, const std::string& detail) {
  call.host->explain(&call, static_cast<uint32_t>(reason),
                     detail.empty() ? nullptr : detail.c_str());
}

bool Requirements::Names::contains(std::string_view name) const {
  return std::any_of(names.begin(), names.end(), [&](const char* each) { return name == each; });
}

bool Requirements::speaks_for(const warifu_owner& owner) const {
  return domain_ == nullptr || std::strcmp(domain_, owner.domain) == 0;
}

int Requirements::verify(const warifu_call& call, Source& source,
                         warifu_group_search search) const {
  if (!call.owner->has_uid) return give(call, WARIFU_UNKNOWN, Reason::kNoOwner, "");
  if (!speaks_for(*call.owner)) return give(call, WARIFU_UNKNOWN, Reason::kOtherDomain, "");
  const UserAnswer known = source.user(call.owner->uid);
  switch (known.outcome) {
    case Outcome::kFound:
      break;
    case Outcome::kNotFound:
      return give(call, WARIFU_UNKNOWN, Reason::kNotFound, of_uid(call));
    case Outcome::kWouldBlock:
      return WARIFU_WOULD_BLOCK;
    default:
      return give(call, WARIFU_UNAVAILABLE, Reason::kUnavailable, known.trouble);
  }
  const int code = judge(call, source, known);
  return code == WARIFU_PASS ? tell(call, known, search) : code;
}

int Requirements::judge(const warifu_call& call, Source& source, const UserAnswer& known) const {
  const std::string& name = known.user.name;
  if (const char* const fault = name_fault(name)) {
    return give(call, WARIFU_UNAVAILABLE, Reason::kMalformedName, of_uid(call) + ": " + fault);
  }
  if (same_as_account_ && name != call.request->account) {
    return give(call, WARIFU_FAIL, Reason::kOtherAccount, of_uid(call) + " is " + name);
  }
  if (users_.is_set && !users_.contains(name)) {
    return give(call, WARIFU_FAIL, Reason::kUserNotListed, of_uid(call) + " is " + name);
  }
  return groups_.is_set ? judge_groups(call, source, known.user) : WARIFU_PASS;
}

int Requirements::judge_groups(const warifu_call& call, Source& source, const User& user) const {
  bool would_block = false;
  bool unavailable = false;
  std::string trouble;
  for (const char* const group : groups_.names) {
    GroupAnswer answer = source.is_member(user, group);
    switch (answer.membership) {
      case WARIFU_MEMBER:
        return WARIFU_PASS;
      case WARIFU_NOT_MEMBER:
        break;
      case WARIFU_MEMBER_WOULD_BLOCK:
        would_block = true;
        break;
      default:
        unavailable = true;
        trouble = std::string(group) + ": " + answer.trouble;
    }
  }
  if (would_block) return WARIFU_WOULD_BLOCK;
  if (unavailable) return give(call, WARIFU_UNAVAILABLE, Reason::kGroupsUnavailable, trouble);
  return give(call, WARIFU_FAIL, Reason::kNotInGroup, of_uid(call) + " is " + user.name);
}

int Requirements::is_in_group(const warifu_call& call, Source& source, const char* group) const {
  if (!call.owner->has_uid || !speaks_for(*call.owner) || group == nullptr || !is_name(group)) {
    return WARIFU_MEMBER_UNKNOWN;
  }
  const UserAnswer known = source.user(call.owner->uid);
  if (known.outcome == Outcome::kWouldBlock) return WARIFU_MEMBER_WOULD_BLOCK;
  if (known.outcome == Outcome::kUnavailable) return WARIFU_MEMBER_UNAVAILABLE;
  if (known.outcome != Outcome::kFound || !is_name(known.user.name)) return WARIFU_MEMBER_UNKNOWN;
  return source.is_member(known.user, group).membership;
}

}  // namespace warifu::directory
