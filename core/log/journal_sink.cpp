// SPDX-License-Identifier: MIT
#include "core/log/journal_sink.h"

#include <syslog.h>

namespace warifu {

int JournalSink::write(const LogEntry& entry) noexcept {
  Line line;
  entry.append_sentence(line.text("MESSAGE="));
  line.text("\n");
  append_field(line, "PRIORITY", entry.severity());
  append_field(line, "SYSLOG_FACILITY", LOG_FAC(LOG_AUTHPRIV));
  line.text("SYSLOG_IDENTIFIER=warifu\n");
  entry.append_fields(line);
  return socket_.send(line.view());
}

}  // namespace warifu
