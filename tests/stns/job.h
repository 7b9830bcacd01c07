// SPDX-License-Identifier: MIT
// One command to the driver: who logs in how often, and in how many processes.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "warifu/warifu.hpp"

struct Job {
  int id = 0;
  std::vector<std::pair<uint32_t, std::string>> owners;  // uid and account, taken in turn
  int processes = 0;                                     // 0: in the driver itself
  int at_once = 0;         // of the processes; they begin together. 0: all
  int threads = 1;         // in each process
  int times = 1;           // verifies of each thread
  int kill = 0;            // so many processes die by SIGKILL at random, and are replaced
  unsigned seed = 1;       // for that
  bool tell_pids = false;  // a line {"event": "started", "pid": ...} for each process
  uint32_t flags = 0;
  int64_t deadline = 0;  // microseconds; 0: the stack's own
};

// Throws nlohmann::json::exception where a member is of another type.
Job read_job(const nlohmann::json& command);

// All verifies of the worker of this number, with its lines of what was answered.
void work(const Job& job, const warifu::client::Engine& engine, int worker);
