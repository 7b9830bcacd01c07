// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "kernel/agent/clock.h"
#include "kernel/agent/log.h"

namespace warifu::agent {

struct DaemonOptions {
  std::string config;
  std::string pin_folder;
  std::string record_folder;
  std::string replay_folder;
  ReadClock clock = read_machine_clock;
};

// Starts stamping, calls `ready`, then serves signals until SIGTERM or SIGINT: SIGHUP reads the
// configuration again and keeps the old one where the new one has a mistake. Returns the
// process's exit status. Stamping goes on after it returns 0.
int run_daemon(const DaemonOptions& options, const Log& log, const std::function<void()>& ready);

// Reads a configuration and tells what is wrong with it: 0, or 1 where it cannot be used.
int check_config(const std::string& path, const Log& log);

}  // namespace warifu::agent
