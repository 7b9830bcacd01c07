// SPDX-License-Identifier: MIT
#include "kernel/agent/loaded_config.h"

#include "kernel/agent/config_reader.h"
#include "kernel/agent/replay_folder.h"

namespace warifu::agent {
namespace {

void tell(const Diagnostics& diagnostics, const Log& log) {
  for (const Diagnostic& each : diagnostics.items()) {
    each.severity == Severity::kError ? log.error(to_line(each)) : log.warning(to_line(each));
  }
}

}  // namespace

std::optional<LoadedConfig> load_config(const std::string& path, const Log& log) {
  Diagnostics diagnostics;
  AgentConfig config = load_agent_config(path, diagnostics);
  LoadedConfig loaded;
  if (!diagnostics.has_errors()) loaded.tables = compile(config, diagnostics);
  tell(diagnostics, log);
  if (diagnostics.has_errors()) return std::nullopt;
  loaded.replays = std::move(config.replays);
  return loaded;
}

bool make_replay_folders(const LoadedConfig& config, const std::string& parent, const Log& log) {
  Diagnostics diagnostics;
  for (const ReplayEntry& entry : config.replays) {
    const auto made = make_replay_folder(parent, entry.service, entry.uid);
    if (!made) diagnostics.error(entry.place, made.error().text, "");
  }
  tell(diagnostics, log);
  return !diagnostics.has_errors();
}

}  // namespace warifu::agent
