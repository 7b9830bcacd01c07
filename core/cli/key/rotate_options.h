// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/context.h"
#include "core/cli/key/key_scope.h"
#include "core/cli/key/key_usage.h"

namespace warifu::cli {

// What the subcommands of `warifu key rotate` take.
struct RotateOptions {
  std::string keyring;  // "": keyring.toml of the configuration folder
  int64_t slot = 0;
  std::optional<std::string> domain;
  std::optional<std::string> from;
  std::string secret_file;
  std::optional<std::string> not_after;
  std::vector<std::string> services;
  std::string quiet_for = "10m";
  bool force = false;
  bool dry_run = false;

  [[nodiscard]] ScopeChoice choice() const { return {slot, domain, from}; }
};

// --keyring, --slot, --domain, --from
void add_choice(CLI::App& command, RotateOptions& options);
// --service, --quiet-for
void add_services(CLI::App& command, RotateOptions& options);

[[nodiscard]] Result<std::string> keyring_path(const Context& context,
                                               const RotateOptions& options);
[[nodiscard]] Result<std::chrono::seconds> quiet_time(const RotateOptions& options);
[[nodiscard]] Result<std::vector<ServiceUsage>> read_usages(const Context& context,
                                                            const RotateOptions& options);

}  // namespace warifu::cli
