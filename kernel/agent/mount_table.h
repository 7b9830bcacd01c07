// SPDX-License-Identifier: MIT
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace warifu::agent {

// One line of /proc/self/mountinfo (proc(5)).
struct Mount {
  std::string root;   // what of the file system is shown
  std::string point;  // where
  std::string type;
  std::string source;
};

// In the order of mounting; lines that are none are left out.
std::vector<Mount> read_mounts(std::istream& mountinfo);

}  // namespace warifu::agent
