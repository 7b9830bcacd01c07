// SPDX-License-Identifier: MIT
// What the `warifu agent` command asks of the agent; both work whether or not its process runs.
// They need root (CAP_BPF). Thread-safe; nothing is printed, nothing kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic/result.h"
#include "kernel/agent/config.h"
#include "kernel/agent/outcome_catalogue.h"
#include "kernel/agent/pin_folder.h"
#include "kernel/agent/record_mount.h"

namespace warifu::agent {

struct AttachedProgram {
  std::string name;         // "capture4"
  uint32_t program_id = 0;  // as bpftool shows it; 0: not attached
};

struct Counter {
  const Outcome* outcome = nullptr;  // name, meaning, remedy; lives for ever
  uint64_t value = 0;                // since the maps were made, over all CPUs
};

// A key, by its fingerprint, and how it was used since its row was made.
struct KeyStatus {
  Fingerprint fingerprint{};
  bool configured = false;  // it signs in the configuration in force
  uint64_t claims = 0;
  uint64_t proofs = 0;
  uint64_t last_used = 0;  // unix seconds; 0: never
};

// Whether servers get claim and proof from the kernel.
struct RecordStatus {
  bool configured = false;  // [listen] record
  std::string pin;          // where servers look
  bool pinned = false;      // this agent's map is there
  bool readable = false;    // an unprivileged process can look up in it: tried
  std::string why_not;      // for the operator; empty where readable or not tried
};

struct AgentStatus {
  bool attached = false;  // all programs are: connections are being stamped
  std::vector<AttachedProgram> programs;
  bool running = false;        // the agent's process
  pid_t pid = 0;               // of it; 0 where it does not run, or in another pid namespace
  uint32_t generation = 0;     // how often a configuration was put in force; 0: never
  uint64_t configured_at = 0;  // unix seconds
  // What is in force, read back from the kernel: places are empty, each [[stamp]] has its prefixes
  // and ports without those that an earlier entry decides.
  AgentConfig configuration;
  std::vector<Counter> counters;  // in the catalogue's order
  std::vector<KeyStatus> keys;    // configured ones, and those that were used before
  // Until when (unix seconds) signing goes on without an agent; nothing where no key is configured.
  std::optional<uint64_t> keys_until;
  bool keys_short = false;  // that is soon
  RecordStatus record;
};

// kUnavailable where nothing is attached, or for want of permission; the text says which. Forks to
// try whether records can be read.
[[nodiscard]] Result<AgentStatus> agent_status(
    const std::string& pin_folder = kDefaultPinFolder,
    const std::string& record_folder = kDefaultRecordFolder);

// Ends stamping: a running agent is told to stop (SIGTERM) and waited for, then its programs are
// detached and the pins and their folder removed, and the records' pin with what was mounted for
// it. kUnavailable where nothing is attached.
[[nodiscard]] Result<void> agent_detach(const std::string& pin_folder = kDefaultPinFolder,
                                        const std::string& record_folder = kDefaultRecordFolder);

}  // namespace warifu::agent
