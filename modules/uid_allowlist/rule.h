// SPDX-License-Identifier: MIT
// What uid_allowlist decides, apart from how it is asked.
#pragma once

#include "warifu/module.h"

namespace uid_allowlist {

// Index into the module's reasons.
enum Reason : uint32_t { kNotListed, kDenied, kNoOwner, kNoGid, kOtherDomain, kNone };

// Sorted, not overlapping; the host's memory. `is_set` tells an empty list from none.
struct IdList {
  bool is_set = false;
  const warifu_id_range* ranges = nullptr;
  size_t count = 0;
  [[nodiscard]] bool contains(uint32_t id) const;
};

struct Rule {
  IdList uids = {}, gids = {}, deny_uids = {}, deny_gids = {};
  const char* domain = nullptr;  // nullptr: any
};

struct Answer {
  warifu_code code;
  Reason reason;
};

// In this order, the first that applies decides:
//   1. no owner: unknown;
//   2. an owner of another domain than the rule's: unknown;
//   3. uid in deny_uids: fail;
//   4. deny_gids is set: no gid known: unknown; gid in it: fail;
//   5. uid in uids: pass, whatever the gid;
//   6. gids is set: no gid known: unknown; gid in it: pass;
//   7. neither uids nor gids is set (deny lists only): pass; else fail.
Answer decide(const Rule& rule, const warifu_owner& owner);

}  // namespace uid_allowlist
