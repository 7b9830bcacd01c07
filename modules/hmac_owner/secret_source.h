// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/diagnostic/diagnostic.h"
#include "kernel/wire/secret.h"

namespace hmac_owner {

// Where the reader of a keyring gets the content of secret files from: the module's host, which
// guards them; tests have their own.
class SecretSource {
 public:
  SecretSource() = default;
  SecretSource(const SecretSource&) = delete;
  SecretSource& operator=(const SecretSource&) = delete;
  virtual ~SecretSource() = default;

  // `path` is absolute, without "." and ".."; it was named at `where`. Nothing: it could not be
  // read or holds no secret, and that has been told, here or to `diagnostics`.
  virtual std::optional<warifu::wire::Secret> read(const std::string& path,
                                                   const warifu::Place& where,
                                                   warifu::Diagnostics& diagnostics) = 0;
};

}  // namespace hmac_owner
