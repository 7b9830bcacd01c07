// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/entry_head.h"
#include "core/log/log_entry.h"

namespace warifu {

// A line of a module's, or of the library itself.
class NoteEntry final : public LogEntry {
 public:
  // level: as syslog(3); what is not 3 to 7 becomes the nearest.
  NoteEntry(EntryHead head, int level, std::string_view origin, std::string_view text);
  [[nodiscard]] int severity() const override { return level_; }
  void append_json(Line& line) const override;
  void append_sentence(Line& line) const override;
  void append_fields(Line& line) const override;

 private:
  EntryHead head_;
  int level_;
  std::string_view origin_;
  std::string_view text_;
};

}  // namespace warifu
