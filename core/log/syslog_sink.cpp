// SPDX-License-Identifier: MIT
#include "core/log/syslog_sink.h"

#include <syslog.h>
#include <unistd.h>

namespace warifu {

int SyslogSink::write(const LogEntry& entry) noexcept {
  Line line;
  line.text("<").number(LOG_AUTHPRIV | entry.severity()).text(">warifu[");
  line.number(int64_t{getpid()}).text("]: ");
  entry.append_sentence(line);
  return socket_.send(line.view());
}

}  // namespace warifu
