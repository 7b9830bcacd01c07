// SPDX-License-Identifier: MIT
// The stack, and what was asked of it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "sdk/servers/mariadb/owners.h"
#include "sdk/servers/mariadb/settings.h"

namespace warifu::mariadb {

// Since the plugin was loaded. Every account of the server's may read them: one that told a wrong
// owner from a wrong password would tell whoever tries passwords when one is right. Any thread.
struct Counters {
  std::atomic<uint64_t> passed = 0;
  std::atomic<uint64_t> refused = 0;  // whatever for
  std::atomic<uint64_t> reloads = 0, reload_errors = 0;
};

// What the server is told of a login that passed.
struct Passed {
  bool is_in = false;
  std::string owner;  // "UID:GID", or "" where there is none
};

// A stack that does not load refuses everybody, until one does. Any thread.
class Gate {
 public:
  explicit Gate(Settings settings) : settings_(std::move(settings)) {}

  // Whether the owner of the connection may log in as the account; a refusal is told in the log.
  Passed may_log_in(int fd, const char* account);

  // "" where a stack is there that was loaded now; else why not, and what was in use stays.
  std::string load();
  // The same where the operator asked for it with `warifu reload`; "" also where nobody did.
  std::string load_if_asked();
  [[nodiscard]] bool is_open() const { return engine() != nullptr; }

  Counters counters;

 private:
  using Engine = std::shared_ptr<const client::Engine>;
  [[nodiscard]] Engine engine() const;
  std::string open();
  Passed ask(const client::Engine& engine, int fd, const char* account);

  const Settings settings_;
  Owners owners_;
  std::mutex opening_;        // held while a stack is loaded
  mutable std::mutex mutex_;  // guards what follows
  Engine engine_;
};

}  // namespace warifu::mariadb
