// SPDX-License-Identifier: MIT
// One stack file as its operator wrote it, read and checked by itself (core/config reads it).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/stack/control.h"
#include "core/stack/owner_config.h"
#include "core/toml/node.h"

namespace warifu {

// Observe until a moment; afterwards enforce. Without `observe_until`: enforce.
struct Mode {
  std::optional<int64_t> observe_until;  // unix seconds
  [[nodiscard]] bool observes(int64_t now_unix_seconds) const {
    return observe_until && now_unix_seconds < *observe_until;
  }
};

enum class LogSink { kAuto, kJournal, kSyslog, kFile };

// [log] of a stack: where its decisions go.
struct LogConfig {
  LogSink sink = LogSink::kAuto;      // journal, else syslog, else stderr
  std::string file;                   // kFile: absolute
  uint32_t refusals_per_second = 50;  // above it refusals are counted together
};

// [cache] of a stack: what modules may keep for all processes of a server.
struct CacheConfig {
  static constexpr int64_t kLeastBytes = int64_t{4} << 20;
  static constexpr int64_t kMostBytes = int64_t{4} << 30;
  size_t bytes = size_t{64} << 20;
  Place place;  // of `size`; where it is not written, no line
};

// One [[verify]] entry: a module, an include or a substack.
struct StackEntry {
  enum class Kind { kModule, kInclude, kSubstack };
  Kind kind = Kind::kModule;
  Place place;         // of the [[verify]] table
  std::string target;  // module name, or the stack that is included
  Place target_place;
  std::string name;  // the entry's own name; the module's where none was given
  Control control = required_control();
  Place control_place;
  Mode mode;
  bool ignore_if_missing = false;
  std::string sha256;  // lower-case hex of the module's file; empty: not pinned
  Node options{Table{}, Place{}};
};

struct StackFile {
  std::string path;
  Mode mode;
  Place mode_place;
  std::chrono::microseconds deadline = std::chrono::seconds(2);
  OwnerConfig owner;
  Place owner_place;    // where accept_tcpriv stands, for warnings
  Place sources_place;  // and where `sources` does; no line: it is not written
  LogConfig log;
  CacheConfig cache;
  std::vector<StackEntry> entries;
};

}  // namespace warifu
