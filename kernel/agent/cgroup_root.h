// SPDX-License-Identifier: MIT
#pragma once

#include <istream>
#include <optional>
#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu::agent {

struct CgroupRoot {
  std::string path;
  UniqueFd fd;  // the folder, for attaching
};

// Opens the root of the cgroup2 hierarchy. kUnavailable where none is mounted, or only a part
// of it is visible (a container with a cgroup namespace): programs attached there would miss
// every socket made outside.
[[nodiscard]] Result<CgroupRoot> open_cgroup_root();

struct Cgroup2Mount {
  std::string path;
  bool whole = false;  // the mount shows the root of what this cgroup namespace sees
};

// A cgroup2 mount in the text of /proc/self/mountinfo (proc(5)), one of the whole hierarchy if
// there is any.
std::optional<Cgroup2Mount> find_cgroup2_mount(std::istream& mountinfo);

}  // namespace warifu::agent
