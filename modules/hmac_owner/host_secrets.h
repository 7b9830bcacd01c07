// SPDX-License-Identifier: MIT
#pragma once

#include "modules/hmac_owner/secret_source.h"
#include "warifu/module.h"

namespace hmac_owner {

// Secret files as the module's host guards and reads them. Valid until open returns.
class HostSecrets final : public SecretSource {
 public:
  explicit HostSecrets(const warifu_module_open* args) : args_(args) {}

  std::optional<warifu::wire::Secret> read(const std::string& path, const warifu::Place& where,
                                           warifu::Diagnostics& diagnostics) override;

 private:
  const warifu_module_open* args_;
};

}  // namespace hmac_owner
