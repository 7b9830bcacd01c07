// SPDX-License-Identifier: MIT
#include "kernel/agent/tables.h"

#include <map>
#include <set>
#include <tuple>

#include "kernel/agent/epoch_window.h"

namespace warifu::agent {
namespace {

using DestinationId = std::tuple<int, std::array<uint8_t, 16>, unsigned, uint16_t>;

DestinationRow row_of(const StampEntry& entry, uint32_t index) {
  DestinationRow row;
  row.stamp = index;
  row.scope = WARIFU_SCOPE_HOST;
  if (entry.scope == Scope::kUserns) row.scope |= WARIFU_SCOPE_USERNS;
  row.form = WARIFU_FORM_PLAIN;
  if (entry.signing) {
    row.slot = entry.signing->slot;
    row.bind = entry.signing->bind;
    row.form = entry.signing->proof ? WARIFU_FORM_CLAIM_AND_PROOF : WARIFU_FORM_CLAIM;
  }
  return row;
}

// Returns how many rows the entry got.
size_t add_destinations(const StampEntry& entry, uint32_t index, std::set<DestinationId>& taken,
                        std::vector<DestinationRow>& rows) {
  DestinationRow row = row_of(entry, index);
  size_t added = 0;
  for (const Prefix& prefix : entry.to) {
    for (const uint16_t port : entry.ports) {
      if (!taken.emplace(prefix.family, prefix.address, prefix.length, port).second) continue;
      row.prefix = prefix;
      row.port = port;
      rows.push_back(row);
      ++added;
    }
  }
  return added;
}

void add_uids(const std::vector<IdRange>& ranges, uint32_t set, std::vector<UidRow>& rows) {
  for (const IdRange& range : ranges) {
    for (const IdPrefix& ids : to_prefixes(range))
      rows.push_back({set, ids});
  }
}

// Numbers the keys, each once for all entries and addresses that it signs for.
class KeyNumbers {
 public:
  KeyNumbers(const KeyRing& ring, Tables& tables) : ring_(ring), tables_(tables) {}
  void add(const Signing& signing, uint32_t stamp) {
    for (const SourceKey& key : signing.keys) {
      tables_.sources.push_back({stamp, key.source, number_of(key.fingerprint), key.fingerprint});
    }
  }

 private:
  uint32_t number_of(const Fingerprint& fingerprint) {
    const auto next = static_cast<uint32_t>(tables_.keys.size());
    const auto [found, is_new] = numbers_.try_emplace(fingerprint, next);
    if (is_new) tables_.keys.push_back(ring_.at(fingerprint));
    return found->second;
  }
  const KeyRing& ring_;
  Tables& tables_;
  std::map<Fingerprint, uint32_t> numbers_;
};

// The tree of cgroup names: paths that begin alike share their first nodes.
class CgroupTree {
 public:
  void add(const IdentityEntry& entry, uint32_t index) {
    uint32_t parent = 0;
    warifu_cgroup_node* node = nullptr;
    for (const std::string& name : entry.cgroup) {
      node = &child(parent, name);
      parent = node->node;
    }
    if (node == nullptr) return;  // a path without a name: the root is nobody's identity
    node->identity = index;
    node->kind = entry.as ? WARIFU_IDENTITY_FIXED : WARIFU_IDENTITY_UIDS;
    if (entry.as) {
      node->uid = entry.as->uid;
      node->gid = entry.as->gid;
    }
  }
  [[nodiscard]] std::vector<CgroupRow> rows() && {
    std::vector<CgroupRow> rows;
    for (auto& [key, node] : nodes_)
      rows.push_back({key.first, key.second, node});
    return rows;
  }

 private:
  warifu_cgroup_node& child(uint32_t parent, const std::string& name) {
    const auto [found, added] = nodes_.try_emplace({parent, name});
    if (added) found->second.node = ++last_;
    return found->second;
  }
  std::map<std::pair<uint32_t, std::string>, warifu_cgroup_node> nodes_;
  uint32_t last_ = 0;
};

void check_room(size_t rows, size_t maximum, const char* what, Diagnostics& diagnostics) {
  if (rows <= maximum) return;
  diagnostics.error({},
                    std::string("the configuration has ") + std::to_string(rows) + " " + what +
                        ", and the kernel's tables hold " + std::to_string(maximum),
                    "use fewer and wider entries");
}

void check_room_for_keys(const Tables& tables, Diagnostics& diagnostics) {
  check_room(tables.sources.size(), WARIFU_MAXIMUM_SOURCE_KEYS, "keys of source addresses",
             diagnostics);
  const size_t rows = tables.keys.size() * epochs_in_window(tables.keys_ahead);
  if (rows <= WARIFU_MAXIMUM_EPOCH_KEYS) return;
  diagnostics.error({},
                    std::to_string(tables.keys.size()) + " keys so far ahead are " +
                        std::to_string(rows) + " keys of epochs, and the kernel's table holds " +
                        std::to_string(WARIFU_MAXIMUM_EPOCH_KEYS),
                    "derive them for a shorter time ([keys] ahead), or use fewer keys");
}

void check_room(const Tables& tables, Diagnostics& diagnostics) {
  check_room(tables.destinations.size(), WARIFU_MAXIMUM_DESTINATIONS, "pairs of prefix and port",
             diagnostics);
  check_room(tables.uids.size(), WARIFU_MAXIMUM_UID_PREFIXES, "blocks of uids", diagnostics);
  check_room(tables.cgroups.size(), WARIFU_MAXIMUM_CGROUP_NODES, "cgroup names", diagnostics);
  check_room(tables.listen_ports.size(), WARIFU_MAXIMUM_LISTEN_PORTS, "listening ports",
             diagnostics);
  check_room_for_keys(tables, diagnostics);
}

}  // namespace

Tables compile(const AgentConfig& config, Diagnostics& diagnostics) {
  Tables tables;
  tables.kind = config.kind;
  tables.exid = config.exid;
  tables.listen_ports = config.listen_ports;
  tables.record = config.record;
  tables.keys_ahead = config.keys_ahead;
  KeyNumbers keys(config.keys, tables);
  std::set<DestinationId> taken;
  for (uint32_t i = 0; i < config.stamps.size(); ++i) {
    const StampEntry& entry = config.stamps[i];
    if (add_destinations(entry, i, taken, tables.destinations) == 0) {
      diagnostics.warning(entry.place, "earlier entries have all of these destinations",
                          "this entry is never used: remove it, or move it up");
    }
    add_uids(entry.uids, i, tables.uids);
    if (entry.signing) keys.add(*entry.signing, i);
  }
  CgroupTree tree;
  for (uint32_t i = 0; i < config.identities.size(); ++i) {
    tree.add(config.identities[i], i);
    add_uids(config.identities[i].uids, WARIFU_IDENTITY_SET + i, tables.uids);
  }
  tables.cgroups = std::move(tree).rows();
  check_room(tables, diagnostics);
  return tables;
}

}  // namespace warifu::agent
