// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <algorithm>

#include "kernel/agent/agent.h"
#include "kernel/agent/links.h"
#include "kernel/agent/pinned_maps.h"
#include "kernel/agent/pins.h"
#include "kernel/agent/running_agent.h"
#include "kernel/agent/snapshot.h"

namespace warifu::agent {
namespace {

std::vector<AttachedProgram> attached_programs(const std::string& pin_folder) {
  std::vector<AttachedProgram> programs;
  programs.reserve(std::size(kAttachPoints));
  for (const AttachPoint& point : kAttachPoints) {
    programs.push_back({point.program, attached_program(pin_folder + "/" + point.pin)});
  }
  return programs;
}

std::vector<Counter> read_counters(const PinnedMaps& maps) {
  std::vector<Counter> counters;
  for (const Outcome& outcome : outcomes()) {
    counters.push_back({&outcome, maps.counter(static_cast<uint32_t>(counters.size()))});
  }
  return counters;
}

}  // namespace

Result<AgentStatus> agent_status(const std::string& pin_folder) {
  const auto maps = PinnedMaps::open(pin_folder);
  if (!maps) return tl::unexpected<Error>(maps.error());
  const auto settings = maps->settings();
  if (!settings) return tl::unexpected<Error>(settings.error());

  AgentStatus status;
  status.programs = attached_programs(pin_folder);
  status.attached =
      std::all_of(status.programs.begin(), status.programs.end(),
                  [](const AttachedProgram& program) { return program.program_id != 0; });
  status.running = is_pin_folder_held(pin_folder);
  status.pid = status.running ? holder_of(pin_folder) : 0;
  status.generation = settings->generation();
  const ConfigurationMaps configuration = maps->configuration();
  if (const auto head = configuration.generations.get(status.generation)) {
    status.configured_at = head->configured_at;
  }
  status.configuration = decompile(read_tables(configuration, status.generation));
  status.counters = read_counters(*maps);
  return status;
}

}  // namespace warifu::agent
