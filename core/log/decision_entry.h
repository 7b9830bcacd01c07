// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/log_entry.h"
#include "core/log/record.h"

namespace warifu {

// A decision as an entry of the log; the record must outlive it.
class DecisionEntry final : public LogEntry {
 public:
  explicit DecisionEntry(const DecisionRecord& record) : record_(record) {}
  // A pass is information, a refusal a warning, one that was only observed a notice.
  [[nodiscard]] int severity() const override;
  void append_json(Line& line) const override;
  void append_sentence(Line& line) const override;
  void append_fields(Line& line) const override;

 private:
  const DecisionRecord& record_;
};

}  // namespace warifu
