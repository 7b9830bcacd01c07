// SPDX-License-Identifier: MIT
// Where a rotation stands, and what is to be done next.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/cli/context.h"
#include "core/cli/key/key_scope.h"
#include "core/cli/key/key_usage.h"

namespace warifu::cli {

struct ReportedKey {
  size_t entry = 0;
  std::string fingerprint;  // "": its secret cannot be read
};

struct RotationReport {
  RotationStep step = RotationStep::kUnclear;
  std::string next;    // begin, clients, wait, finish, remove, edit: a word for programs
  std::string advice;  // the same as a sentence
  std::vector<ReportedKey> keys;
};

// `usages` of the services that were named; `now`: unix seconds.
[[nodiscard]] RotationReport make_report(const Keyring& keyring, const KeyScope& scope,
                                         const TrustPolicy& trust,
                                         const std::vector<ServiceUsage>& usages,
                                         std::chrono::seconds quiet, int64_t now);

void print_report(const Context& context, const Keyring& keyring, const RotationReport& report,
                  const std::vector<ServiceUsage>& usages);

}  // namespace warifu::cli
