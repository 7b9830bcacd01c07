// SPDX-License-Identifier: MIT
// What `warifu check` warns of: stacks that load, and yet are likely a mistake.
#pragma once

#include <cstdint>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/stack/plan.h"
#include "core/toml/id_list.h"

namespace warifu {

// What lint needs to know of the module behind an entry (same index as Plan::entries;
// substack positions have an empty one).
struct ModuleTraits {
  uint32_t flags = 0;                 // enum warifu_module_flag
  int fixed_code = -1;                // a module that always answers this code, else -1
  std::vector<IdRange> allowed_uids;  // values of an option named "uids", if it has one
  std::vector<IdRange> denied_uids;   // values of an option named "deny_uids", if it has one
  bool missing = false;               // excused by if_missing: always answers ignore
};

// An entry that can never run, a stack that nothing can fail, an owner decided on before a
// signature was required, uid 0 or system uids (below 1000) allowed; beside a module that checks
// signatures accept_tcpriv, and sources none of which brings signatures. A plan that was
// refused, or has other than one trait for each position, is not judged.
//
// The first three are found by going through all answers that the modules could give. A module
// answers any code, but for what its traits exclude; one that checks signatures always has an
// opinion; an entry that observes may also come to nothing.
void lint(const Plan& plan, const std::vector<ModuleTraits>& modules, Diagnostics& diagnostics);

}  // namespace warifu
