// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/directory/cached_lookup.h"
#include "modules/directory/user.h"
#include "warifu/module.h"

namespace warifu::directory {

struct UserAnswer {
  Outcome outcome = Outcome::kUnavailable;
  User user;            // kFound only; its name is not yet judged
  bool stale = false;   // kFound only
  std::string trouble;  // kUnavailable, and where stale
};

struct GroupAnswer {
  warifu_membership membership = WARIFU_MEMBER_UNAVAILABLE;
  std::string trouble;  // WARIFU_MEMBER_UNAVAILABLE only
};

// What a module knows about users and groups, for one verify and on its thread.
class Source {
 public:
  virtual ~Source() = default;

  virtual UserAnswer user(uint32_t uid) = 0;

  // Whether `user`, which came from user() and has a name, is in `group`, which is a name. A group
  // that does not exist has no members. Never WARIFU_MEMBER_UNKNOWN.
  virtual GroupAnswer is_member(const User& user, std::string_view group) = 0;
};

}  // namespace warifu::directory
