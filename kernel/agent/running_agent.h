// SPDX-License-Identifier: MIT
#pragma once

#include <istream>
#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

// The process that holds the pin folder's lock, as the kernel tells it in /proc/locks; 0 where
// there is none, or where it is of a pid namespace that cannot be seen from here.
pid_t holder_of(const std::string& pin_folder);

// The process with an exclusive flock(2) lock on a file ("00:1f:1234": device and inode number)
// in the text of /proc/locks (proc(5)); 0 where there is none.
pid_t find_flock_holder(std::istream& locks, const std::string& file);

// Tells the agent that holds the folder to stop, and waits (at most a minute) until it has. Fine
// where none runs.
[[nodiscard]] Result<void> stop_running_agent(const std::string& pin_folder);

}  // namespace warifu::agent
