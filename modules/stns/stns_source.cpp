// SPDX-License-Identifier: MIT
#include "modules/stns/stns_source.h"

#include "modules/directory/cache_key.h"
#include "modules/stns/id_shift.h"
#include "modules/stns/little_endian.h"
#include "modules/stns/membership.h"

namespace stns {

using warifu::directory::Fetched;
using warifu::directory::GroupAnswer;
using warifu::directory::Outcome;
using warifu::directory::User;
using warifu::directory::UserAnswer;

UserAnswer StnsSource::user(uint32_t uid) {
  const auto id = to_server_id(uid, settings_.uid_shift);
  if (!id) return {Outcome::kNotFound, {}, false, ""};
  std::string key = "u";
  append_number(key, *id);
  // Bounds save a request. They are no answer about somebody of whom there is a fresh one.
  if (inquiry_.is_out_of_bounds(*id) && !is_fresh(key)) {
    return {Outcome::kNotFound, {}, false, ""};
  }
  auto answer = warifu::directory::CachedLookup(call_, settings_.cache)
                    .ask(key, [this, &id](int64_t time_left) { return fetch(*id, time_left); });
  UserAnswer known = {answer.outcome, {}, answer.stale, std::move(answer.trouble)};
  trouble_ = known.trouble;
  if (known.outcome != Outcome::kFound) return known;
  auto user = warifu::directory::decode_user(answer.value);
  if (!user) return {Outcome::kUnavailable, {}, false, "the cache holds no user under its key"};
  known.user = std::move(*user);
  return known;
}

bool StnsSource::is_fresh(const std::string& key) const {
  const auto held = warifu::directory::CacheKey(call_, key).get();
  return held && held->fresh_left > 0;
}

Fetched StnsSource::fetch(uint32_t id, int64_t time_left) {
  auto user = inquiry_.user(id, time_left);
  if (user) return {Outcome::kFound, warifu::directory::encode(*user), "", true};
  reason_ = user.error().reason;
  return std::move(user.error().fetched);
}

GroupAnswer StnsSource::is_member(const User& user, std::string_view group) {
  Membership membership(call_, settings_, inquiry_, user, group);
  GroupAnswer answer = membership.ask();
  if (answer.membership == WARIFU_MEMBER_UNAVAILABLE) {
    reason_ = membership.reason();
    trouble_ = std::string(group) + ": " + answer.trouble;
  }
  return answer;
}

}  // namespace stns
