// SPDX-License-Identifier: MIT
// What an entry that asks a directory demands of the owner: domain, require_user, require_groups,
// same_as_account. Without any of the last three it passes whomever the directory knows.
//
// In this order, the first that applies decides:
//   1. no owner: unknown, no-owner;
//   2. an owner of another domain than the entry's: unknown, other-domain, and nobody is asked;
//   3. the directory has no such user: unknown, not-found; could not be asked: unavailable;
//      may not be waited for (WARIFU_CACHED_ONLY): would_block;
//   4. the user's name is none by name.h: unavailable, malformed-name;
//   5. same_as_account, and the name is not the account, byte by byte: fail, other-account;
//   6. require_user, and the name is not listed: fail, user-not-listed;
//   7. require_groups, and the owner is in none of them: fail, not-in-group; where one of them
//   could
//      not be asked and none of the others has the owner: unavailable, or would_block;
//   8. pass: owner.name is set, and groups are offered to later entries.
#pragma once

#include <span>

#include "modules/directory/reason.h"
#include "modules/directory/source.h"
#include "warifu/module.h"

namespace warifu::directory {

class Requirements {
 public:
  // From the options of option.h, whose memory lives as long as the entry. Every mistake is
  // reported; false where there was one.
  bool read(const warifu_module_open& args);

  // An enum warifu_code, with the reason told to the host. `search`: what is offered to later
  // entries; the module makes it of is_in_group. Any thread.
  int verify(const warifu_call& call, Source& source, warifu_group_search search) const;

  // For a warifu_group_search: whether the owner is in `group`. WARIFU_MEMBER_UNKNOWN where there
  // is no owner, or another domain's, or none that the directory knows or names properly, and where
  // `group` cannot be a group's name. Any thread.
  [[nodiscard]] int is_in_group(const warifu_call& call, Source& source, const char* group) const;

 private:
  struct Names {
    bool is_set = false;
    std::span<const char* const> names;
    [[nodiscard]] bool contains(std::string_view name) const;
  };
  bool read_names(const warifu_module_open& args, uint32_t option, Names& names) const;
  [[nodiscard]] bool speaks_for(const warifu_owner& owner) const;
  int judge(const warifu_call& call, Source& source, const UserAnswer& known) const;
  int judge_groups(const warifu_call& call, Source& source, const User& user) const;

  const char* domain_ = nullptr;  // nullptr: any
  Names users_, groups_;
  bool same_as_account_ = false;
};

// The spans of option.h. Three failures in a row open the breaker. `lease`: the longest that one
// fetch may take, in microseconds.
CachePolicy read_cache_policy(const warifu_module_open& args, int64_t lease);

// Says why: for what a module refuses by itself. `detail` may be "".
void explain(const warifu_call& call, Reason reason, const std::string& detail);

}  // namespace warifu::directory
