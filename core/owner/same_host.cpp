// SPDX-License-Identifier: MIT
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>

#include "core/owner/local_owner.h"
#include "core/owner/route.h"
#include "core/owner/sock_diag.h"
#include "core/owner/sources.h"
#include "core/reason/reason.h"

namespace warifu {
namespace {

// Every refusal below is the same outcome; the reason tells which.
void refuse(Evidence& out, const char* reason_id, std::string detail) {
  answer(out, WARIFU_OUTCOME_NO_OWNER, reason_id, std::move(detail));
}

void refuse_for_errno(Evidence& out, const char* what, int error) {
  refuse(out, reason::kOwnerNotPermitted, std::string(what) + ": " + errno_text(error));
}

bool peer_is_local(Socket& socket, Evidence& out) {
  const auto local = is_local_address(socket.names().peer);
  if (!local) {
    refuse_for_errno(out, "asking the routing table (rtnetlink)", local.error());
    return false;
  }
  if (!*local) {
    refuse(out, reason::kOwnerPeerNotLocal,
           address_text(socket.names().peer.end) + " is not an address of this host");
  }
  return *local;
}

// The interface that a lookup has to name: that of a link-local address, or the one that the
// socket is bound to.
uint32_t interface_of(Socket& socket) {
  if (socket.names().peer.interface != 0) return socket.names().peer.interface;
  return static_cast<uint32_t>(socket_option(socket.fd(), SO_BINDTOIFINDEX, 0));
}

// Whether the accepted socket itself is found, as the very one: a descriptor may come from
// another network namespace, where the same addresses and ports are somebody else's.
bool is_in_this_namespace(Netlink& netlink, Socket& socket, Evidence& out) {
  const auto self = find_socket(
      netlink, {socket.names().self.end, socket.names().peer.end, interface_of(socket)});
  if (!self) {
    refuse_for_errno(out, "asking sock_diag", self.error());
    return false;
  }
  struct stat status {};
  const bool same = *self && fstat(socket.fd(), &status) == 0 && (*self)->inode == status.st_ino;
  if (!same) {
    refuse(out, reason::kOwnerPeerNotFound,
           "sock_diag does not know the accepted socket: it belongs to another network "
           "namespace, or the kernel has no tcp_diag");
  }
  return same;
}

// A socket that is closed on its owner's side answers uid 0 for everybody.
bool is_held_by_its_owner(const DiagSocket& peer) {
  return (peer.state == TCP_ESTABLISHED || peer.state == TCP_CLOSE_WAIT) && peer.inode != 0;
}

void look_up_peer(Netlink& netlink, Socket& socket, Evidence& out) {
  const auto peer = find_socket(
      netlink, {socket.names().peer.end, socket.names().self.end, interface_of(socket)});
  if (!peer) return refuse_for_errno(out, "asking sock_diag", peer.error());
  if (!*peer) {
    return refuse(out, reason::kOwnerPeerNotFound,
                  "no socket at " + address_text(socket.names().peer.end) + " port " +
                      std::to_string(socket.names().peer.end.port));
  }
  if (!is_held_by_its_owner(**peer)) {
    return refuse(out, reason::kOwnerPeerClosed,
                  "the peer's socket is in TCP state " + std::to_string((*peer)->state));
  }
  name_local_owner(out, (*peer)->uid, std::nullopt);
}

}  // namespace

void read_same_host(Socket& socket, Evidence& out) {
  if (!socket.names().is_ip() || socket_option(socket.fd(), SO_PROTOCOL, 0) != IPPROTO_TCP) return;
  if (!socket.names().knows_both_ends()) {
    return refuse(out, reason::kOwnerPeerClosed, "the connection is already gone");
  }
  if (!sees_true_uids(out) || !peer_is_local(socket, out)) return;
  auto netlink = Netlink::open(NETLINK_SOCK_DIAG);
  if (!netlink) return refuse_for_errno(out, "opening a sock_diag socket", netlink.error());
  if (is_in_this_namespace(*netlink, socket, out)) look_up_peer(*netlink, socket, out);
}

}  // namespace warifu
