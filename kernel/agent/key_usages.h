// SPDX-License-Identifier: MIT
// The counters that a key has for life, whatever configuration it stands in.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "kernel/agent/fingerprint.h"
#include "kernel/agent/maps.h"
#include "kernel/agent/tables.h"

namespace warifu::agent {

using KeyUsages = std::map<Fingerprint, warifu_key_usage>;
using KeyUsageMap = Map<warifu_key_usage_id, warifu_key_usage>;

// The keys of a configuration, and of one that is in the kernel.
std::set<Fingerprint> configured_keys(const Tables& tables);
std::set<Fingerprint> keys_of_generation(
    const Map<warifu_source_key_id, warifu_source_key>& source_keys, uint32_t generation);

KeyUsages read_key_usages(const KeyUsageMap& map);

// The rows that may go: of keys no longer configured those that were never used, and beyond
// `room` rows (with those that configured keys still need) also those not used for longest.
std::vector<Fingerprint> dispensable_usages(const KeyUsages& rows,
                                            const std::set<Fingerprint>& configured, size_t room);

// Makes rows for keys that have none; a row that is there keeps its counts.
[[nodiscard]] Result<void> add_key_usages(const KeyUsageMap& map,
                                          const std::set<Fingerprint>& configured);

void remove_dispensable_usages(const KeyUsageMap& map, const std::set<Fingerprint>& configured,
                               size_t room);

}  // namespace warifu::agent
