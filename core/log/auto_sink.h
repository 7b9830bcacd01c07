// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/journal_sink.h"
#include "core/log/stream_sink.h"
#include "core/log/syslog_sink.h"

namespace warifu {

// The journal where it is, else the log daemon, else standard error; found out anew with each
// entry, for a look at a path is cheap and daemons come and go. A daemon that is there but
// does not read is no reason to go on to the next: what it misses is counted.
class AutoSink final : public Sink {
 public:
  AutoSink(std::string_view journal, std::string_view syslog, int stream)
      : journal_(journal), syslog_(syslog), stream_(stream) {}
  int write(const LogEntry& entry) noexcept override;

 private:
  JournalSink journal_;
  SyslogSink syslog_;
  StreamSink stream_;
};

}  // namespace warifu
