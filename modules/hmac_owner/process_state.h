// SPDX-License-Identifier: MIT
#pragma once

#include "modules/hmac_owner/admitted_here.h"
#include "modules/hmac_owner/host_key_cache.h"
#include "modules/hmac_owner/search_budget.h"

namespace hmac_owner {

// What one process keeps for one entry. Any thread.
struct ProcessState {
  HostKeyCache host_keys;
  SearchBudget searches;
  AdmittedHere admitted;
  const ProcessState* inherited = nullptr;  // the parent's: not to be touched, nor to be freed
};

}  // namespace hmac_owner
