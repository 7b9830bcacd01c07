// SPDX-License-Identifier: MIT
#include "kernel/agent/snapshot.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <map>

namespace warifu::agent {
namespace {

DestinationRow row_of(const warifu_destination_key& key, const warifu_destination& value) {
  DestinationRow row;
  row.prefix.family = key.family;
  row.prefix.length = key.prefix_length - WARIFU_DESTINATION_FIXED_BITS;
  std::memcpy(row.prefix.address.data(), key.address, sizeof(key.address));
  row.port = key.port;
  row.stamp = value.stamp;
  row.scope = value.scope;
  row.slot = value.slot;
  row.bind = value.bind;
  row.form = value.form;
  return row;
}

SourceRow row_of(const warifu_source_key_id& id, const warifu_source_key& value) {
  SourceRow row;
  row.stamp = id.stamp;
  row.key = value.key;
  std::copy(std::begin(id.address), std::end(id.address), row.address.begin());
  std::copy(std::begin(value.fingerprint), std::end(value.fingerprint), row.fingerprint.begin());
  return row;
}

UidRow row_of(const warifu_uid_key& key) {
  uint32_t wire = 0;
  std::memcpy(&wire, key.uid, sizeof(wire));
  return {key.set, {ntohl(wire), key.prefix_length - WARIFU_UID_FIXED_BITS}};
}

std::map<uint32_t, std::vector<IdRange>> uid_sets(const Tables& tables) {
  std::map<uint32_t, std::vector<IdPrefix>> prefixes;
  for (const UidRow& row : tables.uids)
    prefixes[row.set].push_back(row.ids);
  std::map<uint32_t, std::vector<IdRange>> sets;
  for (auto& [set, blocks] : prefixes)
    sets[set] = to_ranges(std::move(blocks));
  return sets;
}

template <typename T>
void insert_once(std::vector<T>& values, const T& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

void sort_by_address(std::vector<SourceKey>& keys) {
  std::sort(keys.begin(), keys.end(),
            [](const SourceKey& a, const SourceKey& b) { return a.source < b.source; });
}

std::vector<StampEntry> stamps_of(const Tables& tables,
                                  const std::map<uint32_t, std::vector<IdRange>>& sets) {
  std::map<uint32_t, StampEntry> entries;
  for (const DestinationRow& row : tables.destinations) {
    StampEntry& entry = entries[row.stamp];
    insert_once(entry.to, row.prefix);
    insert_once(entry.ports, row.port);
    entry.scope = (row.scope & WARIFU_SCOPE_USERNS) != 0 ? Scope::kUserns : Scope::kHost;
    if (row.form != WARIFU_FORM_PLAIN && !entry.signing) {
      entry.signing = Signing{row.slot, row.bind, row.form == WARIFU_FORM_CLAIM_AND_PROOF, {}};
    }
  }
  for (const SourceRow& row : tables.sources) {
    const auto entry = entries.find(row.stamp);
    if (entry == entries.end() || !entry->second.signing) continue;
    entry->second.signing->keys.push_back({{}, row.address, row.fingerprint});
  }
  std::vector<StampEntry> stamps;
  for (auto& [index, entry] : entries) {
    std::sort(entry.ports.begin(), entry.ports.end());
    if (entry.signing) sort_by_address(entry.signing->keys);
    if (const auto found = sets.find(index); found != sets.end()) entry.uids = found->second;
    stamps.push_back(std::move(entry));
  }
  return stamps;
}

std::vector<std::string> path_of(const CgroupRow& row,
                                 const std::map<uint32_t, const CgroupRow*>& by_node) {
  std::vector<std::string> path{row.name};
  for (auto above = by_node.find(row.parent); above != by_node.end();
       above = by_node.find(above->second->parent)) {
    path.push_back(above->second->name);
    if (path.size() > WARIFU_CGROUP_DEPTH) break;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<IdentityEntry> identities_of(const Tables& tables,
                                         const std::map<uint32_t, std::vector<IdRange>>& sets) {
  std::map<uint32_t, const CgroupRow*> by_node;
  for (const CgroupRow& row : tables.cgroups)
    by_node[row.node.node] = &row;
  std::map<uint32_t, IdentityEntry> entries;
  for (const CgroupRow& row : tables.cgroups) {
    if (row.node.kind == WARIFU_IDENTITY_NONE) continue;
    IdentityEntry& entry = entries[row.node.identity];
    entry.cgroup = path_of(row, by_node);
    if (row.node.kind == WARIFU_IDENTITY_FIXED) entry.as = FixedOwner{row.node.uid, row.node.gid};
    const auto found = sets.find(WARIFU_IDENTITY_SET + row.node.identity);
    if (found != sets.end()) entry.uids = found->second;
  }
  std::vector<IdentityEntry> identities;
  identities.reserve(entries.size());
  for (auto& [index, entry] : entries)
    identities.push_back(std::move(entry));
  return identities;
}

}  // namespace

Tables read_tables(const ConfigurationMaps& maps, uint32_t generation) {
  Tables tables;
  if (const auto head = maps.generations.get(generation)) {
    tables.kind = head->kind;
    tables.exid = static_cast<uint16_t>(head->exid[0] << 8 | head->exid[1]);
  }
  for (const auto& key : maps.destinations.keys()) {
    const auto value = key.generation == generation ? maps.destinations.get(key) : std::nullopt;
    if (value) tables.destinations.push_back(row_of(key, *value));
  }
  for (const auto& key : maps.uids.keys()) {
    if (key.generation == generation) tables.uids.push_back(row_of(key));
  }
  for (const auto& key : maps.cgroup_nodes.keys()) {
    const auto node = key.generation == generation ? maps.cgroup_nodes.get(key) : std::nullopt;
    if (node) tables.cgroups.push_back({key.parent, key.name, *node});
  }
  for (const auto& key : maps.listen_ports.keys()) {
    const auto bits = key.generation == generation ? maps.listen_ports.get(key) : std::nullopt;
    if (!bits) continue;
    tables.listen_ports.push_back(static_cast<uint16_t>(key.port));
    tables.record |= (*bits & WARIFU_LISTEN_RECORD) != 0;
  }
  for (const auto& id : maps.source_keys.keys()) {
    const auto value = id.generation == generation ? maps.source_keys.get(id) : std::nullopt;
    if (value) tables.sources.push_back(row_of(id, *value));
  }
  std::sort(tables.listen_ports.begin(), tables.listen_ports.end());
  return tables;
}

AgentConfig decompile(const Tables& tables) {
  const auto sets = uid_sets(tables);
  AgentConfig config;
  config.stamps = stamps_of(tables, sets);
  config.identities = identities_of(tables, sets);
  config.kind = tables.kind;
  config.exid = tables.exid;
  config.listen_ports = tables.listen_ports;
  config.record = tables.record;
  return config;
}

}  // namespace warifu::agent
