// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "kernel/agent/agent.h"
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
  // With the last pin of a link its program is detached: the agent keeps no descriptor of one.
  return folder->remove();
}

}  // namespace warifu::agent
