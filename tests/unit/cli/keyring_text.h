// SPDX-License-Identifier: MIT
// Keyrings as operators write them.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "core/cli/key/keyring.h"

namespace warifu::cli {

inline Keyring keyring_of(const std::string& text) {
  Diagnostics diagnostics;
  auto keyring = parse_keyring("/etc/warifu/keyring.toml", text, diagnostics);
  for (const Diagnostic& each : diagnostics.items())
    INFO(to_line(each));
  REQUIRE(keyring);
  return std::move(*keyring);
}

// The first thing that is wrong with a keyring, as it is printed.
inline std::string mistake_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto keyring = parse_keyring("k.toml", text, diagnostics);
  REQUIRE(!keyring);
  return to_line(in_order(diagnostics).front());
}

inline const std::string kTwoDomains = R"(# Tokyo's databases; who asks: ops@example.org

# --- web hosts
[[key]]   # rack 1 and 3
slot        = 3
secret_file = "keys/web.audience"      # 32 bytes in hex
derive      = "source-address"
domain      = "web"
from        = [
  "10.1.0.0/16",   # rack 1 ]
  "10.3.0.0/16",
]
uids        = ["10000-59999"]
not_before  = 2026-01-01 00:00:00Z

# --- batch hosts
[[key]]
slot = 3
domain = 'batch'
state = 'active' # as ever
secret_file = '''keys/batch "1".key'''
from = ["10.2.0.5"]
# the end
)";

}  // namespace warifu::cli
