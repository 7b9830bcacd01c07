// SPDX-License-Identifier: MIT
#include "core/engine/generation.h"

namespace warifu {
namespace {

// Modules whose answer is known before anybody asks. Named here, and not by a flag of the
// ABI, because only lint's advice depends on it.
int fixed_code(const LoadedEntry& entry) {
  if (entry.missing) return WARIFU_IGNORE;
  if (entry.module == "permit") return WARIFU_PASS;
  if (entry.module == "deny") return WARIFU_FAIL;
  return -1;
}

std::vector<IdRange> listed_uids(const ModuleInstance& instance, const char* option) {
  std::vector<IdRange> ranges;
  const warifu_value* const uids = instance.options().find(instance.descriptor(), option);
  if (uids == nullptr) return ranges;
  for (size_t i = 0; i < uids->range_count; ++i) {
    ranges.push_back({uids->ranges[i].first, uids->ranges[i].last});
  }
  return ranges;
}

}  // namespace

std::vector<ModuleTraits> module_traits(const Generation& generation) {
  std::vector<ModuleTraits> traits(generation.plan().entries.size());
  for (size_t i = 0; i < traits.size(); ++i) {
    const LoadedEntry& entry = generation.entry(i);
    traits[i].missing = entry.missing;
    traits[i].fixed_code = fixed_code(entry);
    if (entry.instance == nullptr) continue;
    traits[i].flags = entry.instance->descriptor().flags;
    traits[i].allowed_uids = listed_uids(*entry.instance, "uids");
    traits[i].denied_uids = listed_uids(*entry.instance, "deny_uids");
  }
  return traits;
}

}  // namespace warifu
