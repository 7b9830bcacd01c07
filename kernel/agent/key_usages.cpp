// SPDX-License-Identifier: MIT
#include "kernel/agent/key_usages.h"

#include <algorithm>

namespace warifu::agent {
namespace {

warifu_key_usage_id id_of(const Fingerprint& fingerprint) {
  warifu_key_usage_id id{};
  std::copy(fingerprint.begin(), fingerprint.end(), std::begin(id.fingerprint));
  return id;
}

Fingerprint fingerprint_in(const __u8 (&bytes)[8]) {
  Fingerprint fingerprint{};
  std::copy(std::begin(bytes), std::end(bytes), fingerprint.begin());
  return fingerprint;
}

bool was_used(const warifu_key_usage& usage) {
  return usage.claims != 0 || usage.proofs != 0;
}

}  // namespace

std::set<Fingerprint> configured_keys(const Tables& tables) {
  std::set<Fingerprint> fingerprints;
  for (const SourceRow& row : tables.sources)
    fingerprints.insert(row.fingerprint);
  return fingerprints;
}

std::set<Fingerprint> keys_of_generation(
    const Map<warifu_source_key_id, warifu_source_key>& source_keys, uint32_t generation) {
  std::set<Fingerprint> fingerprints;
  for (const warifu_source_key_id& id : source_keys.keys()) {
    const auto value = id.generation == generation ? source_keys.get(id) : std::nullopt;
    if (value) fingerprints.insert(fingerprint_in(value->fingerprint));
  }
  return fingerprints;
}

KeyUsages read_key_usages(const KeyUsageMap& map) {
  KeyUsages usages;
  for (const warifu_key_usage_id& id : map.keys()) {
    if (const auto usage = map.get(id)) usages[fingerprint_in(id.fingerprint)] = *usage;
  }
  return usages;
}

std::vector<Fingerprint> dispensable_usages(const KeyUsages& rows,
                                            const std::set<Fingerprint>& configured, size_t room) {
  std::vector<Fingerprint> dispensable;
  std::vector<std::pair<uint64_t, Fingerprint>> used;
  size_t needed = configured.size();
  for (const auto& [fingerprint, usage] : rows) {
    if (configured.contains(fingerprint)) continue;
    if (was_used(usage)) {
      used.emplace_back(usage.last_used, fingerprint);
      ++needed;
    } else {
      dispensable.push_back(fingerprint);
    }
  }
  std::sort(used.begin(), used.end());
  for (auto oldest = used.begin(); oldest != used.end() && needed > room; ++oldest, --needed) {
    dispensable.push_back(oldest->second);
  }
  return dispensable;
}

Result<void> add_key_usages(const KeyUsageMap& map, const std::set<Fingerprint>& configured) {
  Result<void> done;
  for (const Fingerprint& fingerprint : configured) {
    if (done) done = map.add(id_of(fingerprint), warifu_key_usage{});
  }
  return done;
}

void remove_dispensable_usages(const KeyUsageMap& map, const std::set<Fingerprint>& configured,
                               size_t room) {
  for (const Fingerprint& fingerprint :
       dispensable_usages(read_key_usages(map), configured, room)) {
    map.remove(id_of(fingerprint));
  }
}

}  // namespace warifu::agent
