// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/datagram_socket.h"
#include "core/log/sink.h"

namespace warifu {

// The systemd journal, by its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one
// datagram of "NAME=value" lines. Not by sd_journal_sendv(3): that waits for as long as the
// journal does not read, and a login would wait with it.
class JournalSink final : public Sink {
 public:
  explicit JournalSink(std::string_view path) : socket_(path) {}
  int write(const LogEntry& entry) noexcept override;

 private:
  DatagramSocket socket_;
};

}  // namespace warifu
