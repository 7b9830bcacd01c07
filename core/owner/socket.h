// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/owner/endpoint.h"

namespace warifu {

// What getsockname(2) and getpeername(2) say.
struct SocketNames {
  int family = 0;             // AF_*
  ScopedEndpoint self, peer;  // zero where not IP, or no longer connected

  [[nodiscard]] bool is_ip() const { return family == AF_INET || family == AF_INET6; }
  [[nodiscard]] bool knows_both_ends() const { return is_known(peer.end) && is_known(self.end); }
};

// An accepted socket. Borrows the descriptor. Not thread-safe.
class Socket {
 public:
  // An errno where `fd` is no open socket.
  static tl::expected<Socket, int> look_at(int fd);

  [[nodiscard]] int fd() const { return fd_; }
  // SO_COOKIE, socket(7); 0: not known.
  [[nodiscard]] uint64_t cookie() const { return cookie_; }
  // Asked of the kernel when first wanted: whoever reads the SYN does not need them.
  const SocketNames& names();

 private:
  Socket(int fd, uint64_t cookie) : fd_(fd), cookie_(cookie) {}

  int fd_;
  uint64_t cookie_;
  std::optional<SocketNames> names_;
};

// An integer option of a socket at the level SOL_SOCKET; `fallback` where it cannot be read.
int socket_option(int fd, int option, int fallback);

// "Permission denied".
std::string errno_text(int error);

}  // namespace warifu
