// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include "core/owner/endpoint.h"

namespace warifu {

// An accepted socket and what every source wants to know of it. Borrows the descriptor.
struct Socket {
  int fd = -1;
  int family = 0;             // AF_*
  ScopedEndpoint peer, self;  // zero where not IP, or no longer connected
  uint64_t cookie = 0;        // SO_COOKIE, socket(7); 0: not known

  [[nodiscard]] bool is_ip() const;
  [[nodiscard]] bool knows_both_ends() const { return is_known(peer.end) && is_known(self.end); }
};

// An errno where `fd` is no open socket.
tl::expected<Socket, int> look_at(int fd);

// An integer option of a socket at the level SOL_SOCKET; `fallback` where it cannot be read.
int socket_option(int fd, int option, int fallback);

// "Permission denied".
std::string errno_text(int error);

}  // namespace warifu
