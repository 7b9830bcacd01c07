// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <algorithm>

#include "kernel/agent/agent.h"
#include "kernel/agent/clock.h"
#include "kernel/agent/key_reach.h"
#include "kernel/agent/key_usages.h"
#include "kernel/agent/links.h"
#include "kernel/agent/pinned_maps.h"
#include "kernel/agent/pins.h"
#include "kernel/agent/record_pin.h"
#include "kernel/agent/record_trial.h"
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

std::vector<KeyStatus> read_keys(const ConfigurationMaps& maps, const Tables& tables) {
  const auto configured = configured_keys(tables);
  std::vector<KeyStatus> keys;
  for (const auto& [fingerprint, usage] : read_key_usages(maps.key_usages)) {
    keys.push_back({fingerprint, configured.contains(fingerprint), usage.claims, usage.proofs,
                    usage.last_used});
  }
  return keys;
}

void look_at_keys(const ConfigurationMaps& maps, const Tables& tables, AgentStatus& status) {
  const int64_t now = read_machine_clock().unix_seconds();
  status.keys = read_keys(maps, tables);
  status.keys_until = keys_reach(maps.epoch_keys, status.generation, tables.sources, now);
  status.keys_short = status.keys_until && is_short(*status.keys_until, now, status.running);
}

RecordStatus look_at_records(const Tables& tables, const std::string& pin_folder,
                             const std::string& record_folder) {
  RecordStatus record;
  record.configured = tables.record;
  record.pin = record_pin(record_folder);
  const uint32_t pinned = pinned_map_id(record.pin);
  record.pinned = pinned != 0 && pinned == pinned_map_id(records_pin_in(pin_folder));
  if (!record.pinned) return record;
  const auto tried = try_record_lookup(record.pin);
  record.readable = tried.has_value();
  if (!tried) record.why_not = tried.error().text;
  return record;
}

}  // namespace

Result<AgentStatus> agent_status(const std::string& pin_folder, const std::string& record_folder) {
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
  const Tables tables = read_tables(configuration, status.generation);
  status.configuration = decompile(tables);
  look_at_keys(configuration, tables, status);
  status.record = look_at_records(tables, pin_folder, record_folder);
  status.counters = read_counters(*maps);
  return status;
}

}  // namespace warifu::agent
