// SPDX-License-Identifier: MIT
// What this host's servers counted of their keys, and what that means for a rotation.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/diagnostic/result.h"
#include "kernel/wire/key_usage_reader.h"

namespace warifu::cli {

struct ServiceUsage {
  std::string service;
  wire::KeyUsageTable table;
};

// A service's, from RUNTIME_DIR/replay/SERVICE; or, where `service` is a path with a slash, from
// that folder: hmac_owner's option replay_dir. The error says what to do.
[[nodiscard]] Result<ServiceUsage> read_usage(const std::string& runtime_dir,
                                              const std::string& service);

// The row of a key that `warifu key fingerprint` calls so; nullptr where it was never used.
[[nodiscard]] const wire::KeyUsageRow* find_row(const wire::KeyUsageTable& table,
                                                const std::string& fingerprint);

[[nodiscard]] std::string fingerprint_of(const wire::KeyUsageRow& row);

// Why a key cannot be given up; nothing where it can.
struct Objection {
  bool is_in_use = false;  // else: it cannot be told
  std::string text;
};

// The old key is given up where it was not used for `quiet`, the counting is older than that, and
// the new one was used, which tells that clients have it. `now`: unix seconds.
[[nodiscard]] std::optional<Objection> objection_to_retiring(const ServiceUsage& usage,
                                                             const std::string& old_key,
                                                             const std::string& new_key,
                                                             std::chrono::seconds quiet,
                                                             int64_t now);

// The new key is given up, before clients have it or after they gave it back, where it was not
// used for `quiet`.
[[nodiscard]] std::optional<Objection> objection_to_dropping(const ServiceUsage& usage,
                                                             const std::string& new_key,
                                                             std::chrono::seconds quiet,
                                                             int64_t now);

}  // namespace warifu::cli
