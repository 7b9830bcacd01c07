// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "kernel/agent/cgroup_root.h"
#include "kernel/agent/pins.h"

namespace warifu::agent {

// Puts a program behind the link pinned at `pin`, or attaches it and pins the link there.
[[nodiscard]] Result<void> attach_program(int program, const CgroupRoot& root,
                                          const AttachPoint& point, const std::string& pin);

// Detaches what is behind a pinned link, before this returns: removing the pin alone would do it
// some time later. Fine where there is no such pin.
[[nodiscard]] Result<void> detach_link(const std::string& pin);

// The id of the program behind a pinned link that is attached; 0 where there is none.
uint32_t attached_program(const std::string& pin);

}  // namespace warifu::agent
