// SPDX-License-Identifier: MIT
#include "kernel/agent/tables.h"

#include <map>
#include <set>
#include <tuple>

namespace warifu::agent {
namespace {

using DestinationId = std::tuple<int, std::array<uint8_t, 16>, unsigned, uint16_t>;

// Returns how many rows the entry got.
size_t add_destinations(const StampEntry& entry, uint32_t index, std::set<DestinationId>& taken,
                        std::vector<DestinationRow>& rows) {
  const uint32_t scope = entry.scope == Scope::kUserns
                             ? uint32_t{WARIFU_SCOPE_HOST} | uint32_t{WARIFU_SCOPE_USERNS}
                             : uint32_t{WARIFU_SCOPE_HOST};
  size_t added = 0;
  for (const Prefix& prefix : entry.to) {
    for (const uint16_t port : entry.ports) {
      if (!taken.emplace(prefix.family, prefix.address, prefix.length, port).second) continue;
      rows.push_back({prefix, port, index, scope});
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

}  // namespace

Tables compile(const AgentConfig& config, Diagnostics& diagnostics) {
  Tables tables;
  tables.kind = config.kind;
  tables.exid = config.exid;
  tables.listen_ports = config.listen_ports;
  std::set<DestinationId> taken;
  for (uint32_t i = 0; i < config.stamps.size(); ++i) {
    const StampEntry& entry = config.stamps[i];
    if (add_destinations(entry, i, taken, tables.destinations) == 0) {
      diagnostics.warning(entry.place, "earlier entries have all of these destinations",
                          "this entry is never used: remove it, or move it up");
    }
    add_uids(entry.uids, i, tables.uids);
  }
  CgroupTree tree;
  for (uint32_t i = 0; i < config.identities.size(); ++i) {
    tree.add(config.identities[i], i);
    add_uids(config.identities[i].uids, WARIFU_IDENTITY_SET + i, tables.uids);
  }
  tables.cgroups = std::move(tree).rows();
  check_room(tables.destinations.size(), WARIFU_MAXIMUM_DESTINATIONS, "pairs of prefix and port",
             diagnostics);
  check_room(tables.uids.size(), WARIFU_MAXIMUM_UID_PREFIXES, "blocks of uids", diagnostics);
  check_room(tables.cgroups.size(), WARIFU_MAXIMUM_CGROUP_NODES, "cgroup names", diagnostics);
  check_room(tables.listen_ports.size(), WARIFU_MAXIMUM_LISTEN_PORTS, "listening ports",
             diagnostics);
  return tables;
}

}  // namespace warifu::agent
