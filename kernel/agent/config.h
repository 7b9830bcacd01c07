// SPDX-License-Identifier: MIT
// agent.toml as its operator wrote it, checked.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/toml/id_list.h"
#include "kernel/agent/prefix.h"
#include "kernel/wire/option.h"

namespace warifu::agent {

// Which tasks' own uids are believed (man agent.toml(5)).
enum class Scope { kHost, kUserns };

// One [[stamp]]: who is stamped towards where.
struct StampEntry {
  Place place;
  std::vector<Prefix> to;
  std::vector<uint16_t> ports;
  std::vector<IdRange> uids;
  Scope scope = Scope::kHost;
};

// What an [[identity]] says instead of the task's own ids.
struct FixedOwner {
  uint32_t uid = 0;
  uint32_t gid = 0;
};

// One [[identity]]: what the tasks below a cgroup may be. Either `uids` or `as`.
struct IdentityEntry {
  Place place;
  std::vector<std::string> cgroup;  // the path's components, from the hierarchy's root
  std::vector<IdRange> uids;
  std::optional<FixedOwner> as;
};

struct AgentConfig {
  std::vector<StampEntry> stamps;
  std::vector<IdentityEntry> identities;
  uint8_t kind = WARIFU_OPTION_KIND;
  uint16_t exid = WARIFU_OPTION_EXID;
  std::vector<uint16_t> listen_ports;  // sorted, each once
};

}  // namespace warifu::agent
