// SPDX-License-Identifier: MIT
// A machine with two users, on which every file holds a secret.
#pragma once

#include "kernel/agent/config_sources.h"

namespace warifu::agent {

// The secret of a file is its name, over and over; so that the same name is the same secret.
// "missing" is not there, and "same-as-NAME" has NAME's.
inline ConfigSources fake_sources() {
  return {[](const std::string& name) -> Result<wire::Secret> {
            if (name == "missing") {
              return failure(ErrorKind::kConfiguration, "/etc/warifu/missing does not exist");
            }
            const std::string text = name.starts_with("same-as-") ? name.substr(8) : name;
            wire::Secret secret;
            for (size_t i = 0; i < wire::kSecretBytes && !text.empty(); ++i)
              secret.writable()[i] = static_cast<uint8_t>(text[i % text.size()]);
            return secret;
          },
          [](const std::string& name) -> std::optional<uint32_t> {
            if (name == "postgres") return 70;
            if (name == "redis") return 71;
            return std::nullopt;
          }};
}

}  // namespace warifu::agent
