// SPDX-License-Identifier: MIT
// Anything that is written to a log, in each of the forms that the sinks want.
#pragma once

#include <string_view>

#include "core/log/line.h"

namespace warifu {

class LogEntry {
 public:
  virtual ~LogEntry() = default;
  // Severity as syslog(3) numbers it, 3 (error) to 7 (debug).
  [[nodiscard]] virtual int severity() const = 0;
  // One line of JSON, without a newline.
  virtual void append_json(Line& line) const = 0;
  // One sentence, escaped, without a newline, less than PIPE_BUF bytes.
  virtual void append_sentence(Line& line) const = 0;
  // The journal's fields beyond those that every message has, each "NAME=value\n".
  virtual void append_fields(Line& line) const = 0;
};

// One journal field (systemd.journal-fields(7)). Values never hold a newline, since they are
// escaped; so the short form of the journal's protocol suffices for each.
inline void append_field(Line& line, std::string_view name, std::string_view outside,
                         size_t limit) {
  line.text(name).text("=").escaped(outside, limit).text("\n");
}

template <typename Number>
void append_field(Line& line, std::string_view name, Number value) {
  line.text(name).text("=").number(value).text("\n");
}

}  // namespace warifu
