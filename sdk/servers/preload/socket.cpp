// SPDX-License-Identifier: MIT
#include "sdk/servers/preload/socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace warifu::preload {

bool has_owner(int client) {
  int family = AF_UNSPEC;
  socklen_t length = sizeof family;
  if (getsockopt(client, SOL_SOCKET, SO_DOMAIN, &family, &length) != 0) return true;
  return family == AF_INET || family == AF_INET6 || family == AF_UNIX;
}

bool is_nonblocking(int fd) {
  const int flags = fcntl(fd, F_GETFL);
  return flags >= 0 && (flags & O_NONBLOCK) != 0;
}

bool is_ready(int listener) {
  pollfd waited{listener, POLLIN, 0};
  return poll(&waited, 1, 0) > 0;
}

void end(int client) {
  const linger reset{1, 0};
  setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(client);
}

}  // namespace warifu::preload
