// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/diagnostic/result.h"
#include "kernel/wire/secret.h"

namespace warifu::agent {

// What reading a configuration asks of the machine, so that tests can answer instead.
struct ConfigSources {
  // The secret in a file, named as the configuration names it. The error says what is wrong and
  // what to do, and repeats nothing of the secret.
  std::function<Result<wire::Secret>(const std::string& name)> secret;
  // The uid of a user's name.
  std::function<std::optional<uint32_t>(const std::string& name)> uid_of;
};

// The machine's own: files relative to `folder` (an absolute path) that root alone can write and
// others cannot read, and the user database.
ConfigSources machine_sources(const std::string& folder);

}  // namespace warifu::agent
