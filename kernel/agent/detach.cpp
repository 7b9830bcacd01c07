// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "kernel/agent/agent.h"
#include "kernel/agent/links.h"
#include "kernel/agent/pins.h"
#include "kernel/agent/record_pin.h"
#include "kernel/agent/running_agent.h"

namespace warifu::agent {

Result<void> agent_detach(const std::string& pin_folder, const std::string& record_folder) {
  if (::access(pin_folder.c_str(), F_OK) != 0) {
    return failure(ErrorKind::kUnavailable,
                   "no warifu-agent has attached anything at " + pin_folder);
  }
  auto stopped = stop_running_agent(pin_folder);
  if (!stopped) return stopped;
  auto folder = PinFolder::open(pin_folder);
  if (!folder) return tl::unexpected<Error>(folder.error());
  // The stamp first, so that nothing is stamped without an owner having been noted.
  for (auto point = kAttachPoints.rbegin(); point != kAttachPoints.rend(); ++point) {
    auto done = detach_link(folder->pin(point->pin));
    if (!done) return done;
  }
  auto done = withdraw_records(pinned_map_id(records_pin_in(folder->path())), record_folder);
  if (!done) return done;
  remove_record_folder(record_folder);
  return folder->remove();
}

}  // namespace warifu::agent
