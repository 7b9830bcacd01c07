// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "kernel/agent/config.h"

namespace warifu::agent {

inline constexpr const char* kDefaultConfigPath = "/etc/warifu/agent.toml";
inline constexpr size_t kMaximumConfigBytes = 1 << 20;

// Reads the text of an agent.toml. Every mistake is reported; the result counts only where none
// was. `file` is the name that diagnostics give.
AgentConfig read_agent_config(std::string_view text, const std::string& file,
                              Diagnostics& diagnostics);

// The same for a file (an absolute path) that root alone can write.
AgentConfig load_agent_config(const std::string& path, Diagnostics& diagnostics);

}  // namespace warifu::agent
