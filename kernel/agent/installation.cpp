// SPDX-License-Identifier: MIT
#include "kernel/agent/installation.h"

#include "kernel/agent/cgroup_root.h"
#include "kernel/agent/key_usages.h"

namespace warifu::agent {

Result<Installation> Installation::start(const AgentFolders& folders, const Tables& tables,
                                         const ClockReading& now) {
  const auto around = read_surroundings();
  if (!around) return tl::unexpected<Error>(around.error());
  const auto root = open_cgroup_root();
  if (!root) return tl::unexpected<Error>(root.error());
  auto folder = PinFolder::create(folders.pins);
  if (!folder) return tl::unexpected<Error>(folder.error());
  auto programs = Programs::load(*folder);
  if (!programs) return tl::unexpected<Error>(programs.error());
  auto settings = programs->settings();
  if (!settings) return tl::unexpected<Error>(settings.error());

  Installation made(*std::move(folder), folders.records, *std::move(programs), *std::move(settings),
                    *around);
  made.settings_.set_tai_offset(now.tai_offset());
  auto done = made.activate(tables, now);
  if (done) done = made.programs_.attach(*root, made.folder_);
  // Only now: a listener that comes while the programs are being attached is not missed.
  if (done) done = made.programs_.save_existing_listeners();
  if (!done) return tl::unexpected<Error>(done.error());
  return made;
}

Result<void> Installation::configure(const Tables& tables, const ClockReading& now) {
  auto done = activate(tables, now);
  return done ? programs_.save_existing_listeners() : done;
}

// What a generation needs beside its own rows.
Result<void> Installation::prepare(const Tables& tables) {
  const ConfigurationMaps maps = programs_.maps();
  const auto next = configured_keys(tables);
  auto keys = keys_of_generation(maps.source_keys, settings_.generation());
  keys.insert(next.begin(), next.end());
  remove_dispensable_usages(maps.key_usages, keys, WARIFU_MAXIMUM_KEY_USAGES);
  auto done = add_key_usages(maps.key_usages, next);
  return done && tables.record ? programs_.publish_records(records_) : done;
}

Result<void> Installation::activate(const Tables& tables, const ClockReading& now) {
  const uint32_t active = settings_.generation();
  const ConfigurationMaps maps = programs_.maps();
  remove_other_generations(maps, active);
  const uint32_t next = active == UINT32_MAX ? 1 : active + 1;  // 0 is "nothing configured"
  EpochFeeder feeder = feeder_of(maps, next, tables);
  auto done = prepare(tables);
  if (done) done = write_generation(maps, next, tables, around_, feeder, now.unix_seconds());
  if (done && !tables.record) done = programs_.withdraw_records(records_);
  if (!done) {
    remove_other_generations(maps, active);
    return done;
  }
  settings_.activate(next);
  feeder_ = std::move(feeder);
  return {};
}

Upkeep Installation::keep_up(const ClockReading& now) {
  settings_.set_tai_offset(now.tai_offset());
  Upkeep upkeep;
  if (feeder_) upkeep.keys = feeder_->keep_up(now.unix_seconds());
  upkeep.jump = jump_between(settings_.real_minus_boot(), now.real_minus_boot());
  settings_.set_real_minus_boot(now.real_minus_boot());
  if (upkeep.jump) programs_.count(WARIFU_CLOCK_JUMPED);
  return upkeep;
}

void Installation::retire_old() {
  const ConfigurationMaps maps = programs_.maps();
  const uint32_t active = settings_.generation();
  remove_other_generations(maps, active);
  remove_dispensable_usages(maps.key_usages, keys_of_generation(maps.source_keys, active),
                            WARIFU_MAXIMUM_KEY_USAGES);
}

}  // namespace warifu::agent
