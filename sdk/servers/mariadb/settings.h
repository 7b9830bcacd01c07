// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace warifu::mariadb {

// What the server's configuration says, by variables warifu_...; empty: the package's own.
struct Settings {
  std::string service;
  std::string config_dir;
  std::string module_dir;
  std::string runtime_dir;
};

}  // namespace warifu::mariadb
