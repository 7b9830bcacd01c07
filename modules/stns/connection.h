// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "modules/stns/secret_text.h"

namespace stns {

// How the server is reached: checked when the stack was loaded, and never changed after.
struct Connection {
  std::string base;         // "https://stns.example/v1", without a slash at the end
  std::string unix_socket;  // of cache-stnsd; not empty: nothing below up to `timeout` is used
  std::vector<SecretText> headers;  // "Name: value" each; the token's is one of them
  SecretText user, password;        // HTTP basic; empty user: none
  SecretText proxy;  // may hold a password; empty: none, whatever the environment says
  bool verifies_tls = true;
  SecretText tls_key;           // PEM
  std::string tls_certificate;  // PEM
  std::string tls_authorities;  // PEM; empty: the system's
  int64_t timeout = 0;          // of one request, microseconds
  uint32_t retries = 0;         // after the first attempt, where the transport failed
};

}  // namespace stns
