// SPDX-License-Identifier: MIT
#include <sys/socket.h>

#include <cerrno>

#include "core/owner/local_owner.h"
#include "core/owner/sources.h"
#include "core/reason/reason.h"

namespace warifu {

void read_unix_socket(Socket& socket, Evidence& out) {
  if (socket.names().family != AF_UNIX) return;
  if (socket_option(socket.fd(), SO_ACCEPTCONN, 1) != 0) {
    // Its credentials are the server's own.
    return answer(out, WARIFU_OUTCOME_ERROR, reason::kOwnerUnreadable,
                  "this is a listening socket, not an accepted one");
  }
  if (!sees_true_uids(out)) return;
  ucred peer{};
  socklen_t length = sizeof(peer);
  if (getsockopt(socket.fd(), SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) {
    return answer(out, WARIFU_OUTCOME_NO_OWNER, reason::kOwnerNotPermitted,
                  "SO_PEERCRED: " + errno_text(errno));
  }
  name_local_owner(out, peer.uid, peer.gid);
}

}  // namespace warifu
