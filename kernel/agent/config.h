// SPDX-License-Identifier: MIT
// agent.toml as its operator wrote it, checked.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/toml/id_list.h"
#include "kernel/agent/fingerprint.h"
#include "kernel/agent/prefix.h"
#include "kernel/wire/address.h"
#include "kernel/wire/option.h"

namespace warifu::agent {

// Which tasks' own uids are believed (man agent.toml(5)).
enum class Scope { kHost, kUserns };

// The key that signs for one address of this host.
struct SourceKey {
  Place place;  // of its secret_file
  wire::Address source{};
  Fingerprint fingerprint{};
};

// How a [[stamp]] signs.
struct Signing {
  uint8_t slot = 0;
  uint8_t bind = 0;  // enum warifu_bind
  bool proof = false;
  std::vector<SourceKey> keys;  // each source once; not empty
};

// One [[stamp]]: who is stamped towards where.
struct StampEntry {
  Place place;
  std::vector<Prefix> to;
  std::vector<uint16_t> ports;
  std::vector<IdRange> uids;
  Scope scope = Scope::kHost;
  std::optional<Signing> signing;  // absent: plain claims
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

// One [[replay]]: a folder for a server's replay cache.
struct ReplayEntry {
  Place place;
  std::string service;
  uint32_t uid = 0;  // whose the folder is
};

// Host keys by their fingerprints. Wiped with the map.
using KeyRing = std::map<Fingerprint, wire::Secret>;

struct AgentConfig {
  std::vector<StampEntry> stamps;
  KeyRing keys;  // all that `stamps` name; empty where a configuration was read from the kernel
  std::chrono::seconds keys_ahead = std::chrono::hours(24);
  std::vector<IdentityEntry> identities;
  uint8_t kind = WARIFU_OPTION_KIND;
  uint16_t exid = WARIFU_OPTION_EXID;
  std::vector<uint16_t> listen_ports;  // sorted, each once
  bool record = false;                 // also record claim and proof of connections to these
  std::vector<ReplayEntry> replays;
};

}  // namespace warifu::agent
