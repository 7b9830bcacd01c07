// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "kernel/agent/maps.h"
#include "kernel/agent/tables.h"

namespace warifu::agent {

// The first epoch from `from` on that has no key, where there are no gaps up to it; asks a few
// dozen times, not once for each epoch.
uint64_t first_epoch_without(uint64_t from, const std::function<bool(uint64_t)>& has_key);

// Until when (unix seconds) every key of a generation has what it needs to sign, whether or not
// an agent goes on deriving; in the past where one has none now. Nothing where there are no keys.
std::optional<uint64_t> keys_reach(const Map<warifu_epoch_key_id, warifu_epoch_key>& epoch_keys,
                                   uint32_t generation, const std::vector<SourceRow>& sources,
                                   int64_t now);

// Whether that is too little: less than any running agent leaves, or, where none runs, than
// somebody needs to notice.
bool is_short(uint64_t reach, int64_t now, bool agent_runs);

}  // namespace warifu::agent
