// SPDX-License-Identifier: MIT
// Entries that tell of what was only counted.
#pragma once

#include <optional>

#include "core/log/entry_head.h"
#include "core/log/log_entry.h"
#include "core/log/refusal_summary.h"

namespace warifu {

// Refusals above the configured rate: counted, not shown.
class HiddenRefusals final : public LogEntry {
 public:
  HiddenRefusals(EntryHead head, uint64_t count, int64_t seconds,
                 const std::optional<RefusalSummary>& last)
      : head_(head), count_(count), seconds_(seconds), last_(last) {}
  [[nodiscard]] int severity() const override;
  void append_json(Line& line) const override;
  void append_sentence(Line& line) const override;
  void append_fields(Line& line) const override;

 private:
  EntryHead head_;
  uint64_t count_;
  int64_t seconds_;
  const std::optional<RefusalSummary>& last_;
};

// Lines of modules above the rate.
class HiddenNotes final : public LogEntry {
 public:
  HiddenNotes(EntryHead head, uint64_t count, int64_t seconds)
      : head_(head), count_(count), seconds_(seconds) {}
  [[nodiscard]] int severity() const override;
  void append_json(Line& line) const override;
  void append_sentence(Line& line) const override;
  void append_fields(Line& line) const override;

 private:
  EntryHead head_;
  uint64_t count_;
  int64_t seconds_;
};

// Entries that the sink did not take.
class LostEntries final : public LogEntry {
 public:
  LostEntries(EntryHead head, uint64_t count, int error)
      : head_(head), count_(count), error_(error) {}
  [[nodiscard]] int severity() const override;
  void append_json(Line& line) const override;
  void append_sentence(Line& line) const override;
  void append_fields(Line& line) const override;

 private:
  EntryHead head_;
  uint64_t count_;
  int error_;
};

}  // namespace warifu
