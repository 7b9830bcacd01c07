// SPDX-License-Identifier: MIT
// Where decisions go.
#pragma once

#include <memory>
#include <string_view>

#include "core/diagnostic/result.h"
#include "core/log/record.h"
#include "core/stack/stack_file.h"
#include "warifu/warifu.h"

namespace warifu {

// Counts refusals in memory that forked processes share, so that a server with a process
// for each connection is limited as a whole. Made once for an engine, before any fork; kept
// across reloads.
class RefusalMeter;
Result<std::shared_ptr<RefusalMeter>> make_refusal_meter();

struct LogTarget {
  std::string_view service;
  const LogConfig* config;
  warifu_log_callback callback = nullptr;  // gets every record, the meter notwithstanding
  void* callback_data = nullptr;
};

// One loading's log. write() takes every decision; refusals above the configured rate are
// counted and told as one entry ten seconds after the first of them, or when the log is
// closed. Any thread, any process after fork. Never throws, allocates nothing, leaves errno
// alone, and never waits: what a sink does not take at once is counted and told later.
class DecisionLog {
 public:
  virtual ~DecisionLog() = default;
  virtual void write(const DecisionRecord& record) noexcept = 0;
  // A line of a module's, or of the library itself. level: as syslog(3), 3 to 7. Limited too.
  virtual void note(int level, std::string_view origin, std::string_view text) noexcept = 0;
  // Tells what was counted and is due; write() does so too. For a server that looks to its
  // engine from time to time, so that the end of a flood is told although nobody logs in.
  virtual void tell_overdue() noexcept = 0;
};

// An error where the sink is a file that cannot be used. Makes no connection. `target`'s
// callback data must outlive the log; the rest is copied.
Result<std::unique_ptr<DecisionLog>> open_decision_log(const LogTarget& target,
                                                       std::shared_ptr<RefusalMeter> meter);

}  // namespace warifu
