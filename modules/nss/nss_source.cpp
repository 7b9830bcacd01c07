// SPDX-License-Identifier: MIT
#include "modules/nss/nss_source.h"

#include <utility>

#include "modules/nss/gid_list.h"

namespace nss {
namespace {

using warifu::directory::Answer;
using warifu::directory::decode_user;
using warifu::directory::GroupAnswer;
using warifu::directory::Outcome;
using warifu::directory::UserAnswer;

constexpr const char* kMalformed = "what the cache holds is malformed";

warifu_membership membership_without(const Answer& answer) {
  switch (answer.outcome) {
    case Outcome::kNotFound:
      return WARIFU_NOT_MEMBER;
    case Outcome::kWouldBlock:
      return WARIFU_MEMBER_WOULD_BLOCK;
    default:
      return WARIFU_MEMBER_UNAVAILABLE;
  }
}

}  // namespace

NssSource::NssSource(const warifu_call& call, const warifu::directory::CachePolicy& policy,
                     Worker& worker, std::shared_ptr<NameService> names)
    : lookup_(call, policy), worker_(worker), names_(std::move(names)) {}

Answer NssSource::ask(const std::string& key,
                      const std::function<Fetched(NameService&)>& question) {
  return lookup_.ask(key, [&](int64_t time_left) {
    return worker_.run([names = names_, question] { return question(*names); }, time_left);
  });
}

UserAnswer NssSource::user(uint32_t uid) {
  Answer answer =
      ask("u" + std::to_string(uid), [uid](NameService& names) { return names.user(uid); });
  if (answer.outcome != Outcome::kFound) {
    return {answer.outcome, {}, false, std::move(answer.trouble)};
  }
  auto user = decode_user(answer.value);
  if (!user) return {Outcome::kUnavailable, {}, false, kMalformed};
  return {Outcome::kFound, *std::move(user), answer.stale, std::move(answer.trouble)};
}

GroupAnswer NssSource::is_member(const User& user, std::string_view group) {
  Answer known = ask("g" + std::string(group),
                     [name = std::string(group)](NameService& names) { return names.group(name); });
  if (known.outcome != Outcome::kFound)
    return {membership_without(known), std::move(known.trouble)};
  const auto gid = decode_gid(known.value);
  if (!gid) return {WARIFU_MEMBER_UNAVAILABLE, kMalformed};
  if (*gid == user.gid) return {WARIFU_MEMBER, ""};

  Answer list = ask("l" + std::to_string(user.gid) + " " + user.name,
                    [user](NameService& names) { return names.groups_of(user); });
  if (list.outcome != Outcome::kFound) return {membership_without(list), std::move(list.trouble)};
  if (!is_gid_list(list.value)) return {WARIFU_MEMBER_UNAVAILABLE, kMalformed};
  return {contains_gid(list.value, *gid) ? WARIFU_MEMBER : WARIFU_NOT_MEMBER, ""};
}

}  // namespace nss
