// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/datagram_socket.h"
#include "core/log/sink.h"

namespace warifu {

// The system's log daemon, facility AUTHPRIV, as RFC 3164 says, the time left out: that would
// be local time, which the C library only tells under a lock and from TZ in the environment,
// and every daemon puts the time of arrival where there is none. Not by syslog(3): its
// identifier and options are one for a process, and belong to the server.
class SyslogSink final : public Sink {
 public:
  explicit SyslogSink(std::string_view path) : socket_(path) {}
  int write(const LogEntry& entry) noexcept override;

 private:
  DatagramSocket socket_;
};

}  // namespace warifu
