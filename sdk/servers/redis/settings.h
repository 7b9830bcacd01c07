// SPDX-License-Identifier: MIT
// What stands behind `loadmodule .../warifu.so`.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sdk/servers/redis/exemption.h"

namespace warifu::redis {

struct Settings {
  std::string service = "redis";                  // asked at AUTH
  std::string connect_service = "redis-connect";  // asked when a client connects
  std::string config_dir;                         // the folders: empty is the package's
  std::string module_dir;
  std::string runtime_dir;
  std::vector<Exemption> exemptions;
};

// `service NAME`, `connect-service NAME`, `config-dir`, `module-dir` and `runtime-dir FOLDER`, and
// any number of `exempt PREFIX UID`. Else what is wrong, with the remedy.
std::variant<Settings, std::string> parse_settings(const std::vector<std::string_view>& words);

}  // namespace warifu::redis
