// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "kernel/agent/agent.h"
#include "kernel/agent/links.h"
#include "kernel/agent/pins.h"
#include "kernel/agent/running_agent.h"

namespace warifu::agent {

Result<void> agent_detach(const std::string& pin_folder) {
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
  return folder->remove();
}

}  // namespace warifu::agent
