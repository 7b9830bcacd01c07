// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include "core/log/log_environment.h"
#include "core/log/refusal_meter.h"
#include "core/log/tally_entries.h"

namespace warifu {

// The log of one loading: which entries are shown, which are only counted, and when the
// counts are told.
class MeteredLog final : public DecisionLog {
 public:
  MeteredLog(const LogTarget& target, std::shared_ptr<RefusalMeter> meter,
             std::unique_ptr<Sink> sink, MonotonicClock clock);
  // Tells what was counted so far, in the process that opened; a child, which may live for a
  // single login, leaves the counts to the others.
  ~MeteredLog() override;
  MeteredLog(const MeteredLog&) = delete;
  MeteredLog& operator=(const MeteredLog&) = delete;

  void write(const DecisionRecord& record) noexcept override;
  void note(int level, std::string_view origin, std::string_view text) noexcept override;
  void tell_overdue() noexcept override;

 private:
  void call_back(const DecisionRecord& record) const;
  bool is_hidden(const DecisionRecord& record, int64_t now);
  bool put(const LogEntry& entry, int64_t now);
  void tell_counts(int64_t now, int64_t age);
  void tell_lost(int64_t now);
  [[nodiscard]] EntryHead head() const;

  std::string service_;
  uint32_t refusals_per_second_;
  warifu_log_callback callback_;
  void* callback_data_;
  std::shared_ptr<RefusalMeter> meter_;
  std::unique_ptr<Sink> sink_;
  MonotonicClock clock_;
  pid_t opened_by_;
};

}  // namespace warifu
