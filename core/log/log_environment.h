// SPDX-License-Identifier: MIT
// What a log finds around it; tests bring their own.
#pragma once

#include <memory>
#include <string>

#include "core/log/decision_log.h"
#include "core/log/file_sink.h"

namespace warifu {

struct LogEnvironment {
  std::string journal = "/run/systemd/journal/socket";
  std::string syslog = "/dev/log";
  int error_stream = 2;
  MonotonicClock clock = nullptr;  // nullptr: CLOCK_MONOTONIC_COARSE
};

Result<std::unique_ptr<DecisionLog>> open_decision_log_in(const LogEnvironment& environment,
                                                          const LogTarget& target,
                                                          std::shared_ptr<RefusalMeter> meter);

}  // namespace warifu
