// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "kernel/agent/config.h"
#include "kernel/agent/config_sources.h"

namespace warifu::agent {

inline constexpr const char* kDefaultConfigPath = "/etc/warifu/agent.toml";
inline constexpr size_t kMaximumConfigBytes = 1 << 20;

// Bounds of [keys] ahead. Below, an agent that dies leaves no time to notice; above, whoever takes
// the map could sign for more than a month.
inline constexpr std::chrono::minutes kMinimumKeysAhead{10};
inline constexpr std::chrono::hours kMaximumKeysAhead{720};

// Reads the text of an agent.toml. Every mistake is reported; the result counts only where none
// was. `file` is the name that diagnostics give.
AgentConfig read_agent_config(std::string_view text, const std::string& file,
                              const ConfigSources& sources, Diagnostics& diagnostics);

// The same for a file (an absolute path) that root alone can write, with what this machine has;
// also warns of uids that other users can become.
AgentConfig load_agent_config(const std::string& path, Diagnostics& diagnostics);

}  // namespace warifu::agent
