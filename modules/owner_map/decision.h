// SPDX-License-Identifier: MIT
// What a map answers, apart from how it is asked.
#pragma once

#include <optional>

#include "modules/owner_map/map.h"
#include "modules/owner_map/reason.h"

namespace owner_map {

// Longer ones are no account of any server's.
inline constexpr size_t kMaximumAccountBytes = 4096;

// Who knows the owner's groups.
class Groups {
 public:
  virtual ~Groups() = default;
  // An enum warifu_membership. May take as long as the walk has time.
  virtual int has_group(const char* group) = 0;
};

struct Question {
  std::string_view account;  // as the client sent it
  bool has_owner = false;
  std::string_view domain;  // the owner's; "" where none is known
  Who who;
};

struct Answer {
  warifu_code code = WARIFU_ERROR;
  Reason reason = Reason::kInternal;
  std::optional<Origin> where;  // the entry or rule that decided
};

// In this order, the first that applies:
//   1. no owner: unknown; no account, or one that is too long: fail;
//   2. an account that [accounts] names: that entry alone decides. The owner is of another domain
//      than the entry's (else the map's): unknown; it is one of the entry's: pass;
//   3. otherwise the rules. The owner is of another domain than the map's: unknown; any rule
//      matches: pass;
//   4. nothing passed. Of what could not be told, the one that can still change is answered:
//      would_block, unavailable, unknown; nothing of the kind: fail.
// Groups are asked for last, when uids and names did not suffice, and one by one until one passes.
[[nodiscard]] Answer decide(const OwnerMap& map, const Question& question, Groups& groups);

}  // namespace owner_map
