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
  bool missing = false;               // excused by if_missing: always answers ignore
};

// An entry that can never run, a stack that nothing can fail, an owner decided on before a
// signature was required, uid 0 or system uids (below 1000) allowed, accept_tcpriv beside a
// module that checks signatures.
void lint(const Plan& plan, const std::vector<ModuleTraits>& modules, Diagnostics& diagnostics);

}  // namespace warifu
