// SPDX-License-Identifier: MIT
#include "modules/stns/peer.h"

#include <sys/socket.h>
#include <unistd.h>

namespace stns {

bool is_trusted_listener(int socket) {
  ucred listener = {};
  socklen_t length = sizeof listener;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &listener, &length) != 0) return false;
  return listener.uid == 0 || listener.uid == geteuid();
}

}  // namespace stns
