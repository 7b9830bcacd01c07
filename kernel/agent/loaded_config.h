// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "kernel/agent/log.h"
#include "kernel/agent/tables.h"

namespace warifu::agent {

// A configuration that can be put in force.
struct LoadedConfig {
  Tables tables;
  std::vector<ReplayEntry> replays;
};

// Reads one, and tells its mistakes and warnings; nothing where it has mistakes.
std::optional<LoadedConfig> load_config(const std::string& path, const Log& log);

// Makes the folders of [[replay]] below `parent`; false, and told, where one cannot be had.
bool make_replay_folders(const LoadedConfig& config, const std::string& parent, const Log& log);

}  // namespace warifu::agent
