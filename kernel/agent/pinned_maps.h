// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"
#include "kernel/agent/maps.h"
#include "kernel/agent/settings.h"

namespace warifu::agent {

// The maps as the agent left them in its pin folder, for looking at. Needs no lock and changes
// nothing.
class PinnedMaps {
 public:
  // kUnavailable where the folder or one of the maps is not there or not permitted.
  [[nodiscard]] static Result<PinnedMaps> open(const std::string& pin_folder);

  [[nodiscard]] ConfigurationMaps configuration() const;
  [[nodiscard]] Result<Settings> settings() const;
  // One counter, over all CPUs.
  [[nodiscard]] uint64_t counter(uint32_t slot) const;

 private:
  PinnedMaps() = default;
  UniqueFd settings_, counters_, generations_, destinations_, uids_, cgroup_nodes_, listen_ports_,
      source_keys_, epoch_keys_, key_usages_;
};

}  // namespace warifu::agent
