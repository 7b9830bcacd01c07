// SPDX-License-Identifier: MIT
#pragma once

#include <sys/un.h>

#include <string_view>

#include "core/log/held_descriptor.h"

namespace warifu {

// Sends datagrams to a log daemon's unix socket. Not connected: each goes to whoever listens
// at the path by then, so that there is nothing to renew when the daemon is started again.
// Never waits: a daemon that does not read is EAGAIN. Any thread, any process after fork.
class DatagramSocket {
 public:
  // `path` shorter than sockaddr_un holds (108 bytes); a longer one never finds anybody.
  explicit DatagramSocket(std::string_view path);
  // 0 or errno.
  int send(std::string_view datagram);

 private:
  int send_by(int fd, std::string_view datagram) const;

  sockaddr_un address_{};
  HeldDescriptor socket_;
};

}  // namespace warifu
