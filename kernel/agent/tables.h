// SPDX-License-Identifier: MIT
// A configuration as the rows of the kernel's maps, before a generation number is given to them.
#pragma once

#include <string>
#include <vector>

#include "kernel/agent/config.h"
#include "kernel/agent/id_prefixes.h"
#include "kernel/bpf/layout.h"

namespace warifu::agent {

struct DestinationRow {
  Prefix prefix;
  uint16_t port = 0;
  uint32_t stamp = 0;  // index of the [[stamp]] entry
  uint32_t scope = 0;  // bits of enum warifu_scope
  uint8_t slot = 0;
  uint8_t bind = 0;  // enum warifu_bind
  uint8_t form = 0;  // enum warifu_stamp_form
};

struct SourceRow {
  uint32_t stamp = 0;
  wire::Address address{};
  uint32_t key = 0;  // index in Tables::keys
  Fingerprint fingerprint{};
};

struct UidRow {
  uint32_t set = 0;
  IdPrefix ids;
};

struct CgroupRow {
  uint32_t parent = 0;
  std::string name;
  warifu_cgroup_node node{};
};

// Wiped when it ends, as its keys are.
struct Tables {
  std::vector<DestinationRow> destinations;
  std::vector<UidRow> uids;
  std::vector<CgroupRow> cgroups;
  std::vector<uint16_t> listen_ports;
  bool record = false;  // at these ports also claim and proof
  std::vector<SourceRow> sources;
  std::vector<wire::Secret> keys;  // each once; no row: they stay in the agent
  std::chrono::seconds keys_ahead{0};
  uint8_t kind = 0;
  uint16_t exid = 0;
};

// Of entries with the same prefix and port the first in the file gets the row; a later entry
// that gets none is warned of. More rows than the maps can hold are an error.
Tables compile(const AgentConfig& config, Diagnostics& diagnostics);

}  // namespace warifu::agent
