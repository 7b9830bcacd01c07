// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/hang_up.h"

#include <sys/socket.h>

#include <array>

namespace warifu::redis {

// First no more is let in, then what is there is taken: the kernel resets a TCP connection that
// goes on sending after both directions were shut (tcp_rcv_state_process(), Linux 2.6 and newer),
// and gives a Unix socket's other end EPIPE.
void hang_up(int fd) {
  shutdown(fd, SHUT_RDWR);
  std::array<char, 4096> thrown_away;
  while (recv(fd, thrown_away.data(), thrown_away.size(), MSG_DONTWAIT) > 0)
    continue;
}

}  // namespace warifu::redis
