// SPDX-License-Identifier: MIT
#include "kernel/agent/installation.h"

#include <ctime>

#include "kernel/agent/cgroup_root.h"

namespace warifu::agent {

Result<Installation> Installation::start(const std::string& pin_folder, const Tables& tables) {
  const auto around = read_surroundings();
  if (!around) return tl::unexpected<Error>(around.error());
  const auto root = open_cgroup_root();
  if (!root) return tl::unexpected<Error>(root.error());
  auto folder = PinFolder::create(pin_folder);
  if (!folder) return tl::unexpected<Error>(folder.error());
  auto programs = Programs::load(*folder);
  if (!programs) return tl::unexpected<Error>(programs.error());
  auto settings = programs->settings();
  if (!settings) return tl::unexpected<Error>(settings.error());

  Installation made(*std::move(folder), *std::move(programs), *std::move(settings), *around);
  auto done = made.activate(tables);
  if (done) done = made.programs_.attach(*root, made.folder_);
  // Only now: a listener that comes while the programs are being attached is not missed.
  if (done) done = made.programs_.save_existing_listeners();
  if (!done) return tl::unexpected<Error>(done.error());
  return made;
}

Result<void> Installation::configure(const Tables& tables) {
  auto done = activate(tables);
  return done ? programs_.save_existing_listeners() : done;
}

Result<void> Installation::activate(const Tables& tables) {
  const uint32_t active = settings_.generation();
  remove_other_generations(programs_.maps(), active);
  const uint32_t next = active == UINT32_MAX ? 1 : active + 1;  // 0 is "nothing configured"
  auto done = write_generation(programs_.maps(), next, tables, around_,
                               static_cast<uint64_t>(std::time(nullptr)));
  if (done) settings_.activate(next);
  return done;
}

void Installation::retire_old() {
  remove_other_generations(programs_.maps(), settings_.generation());
}

}  // namespace warifu::agent
