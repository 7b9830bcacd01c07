// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>

#include "core/owner/netlink.h"
#include "warifu/types.h"

namespace warifu {

// A connected TCP socket as sock_diag(7) knows it.
struct DiagSocket {
  uint8_t state = 0;   // TCP_ESTABLISHED and so on, netinet/tcp.h
  uint32_t uid = 0;    // of who made it; 0 also once it is no longer anybody's
  uint32_t inode = 0;  // 0: no longer anybody's
};

// Both ends as the socket looked for sees them, and the interface it may be bound to (its
// index; 0: any).
struct Flow {
  warifu_endpoint self{}, peer{};
  uint32_t interface = 0;
};

// The socket with exactly these ends in this network namespace. The kernel answers such a
// question with a listening socket if there is nothing better: an answer that does not repeat
// both ends is none. nullopt: there is no such socket. An errno where it could not be asked.
tl::expected<std::optional<DiagSocket>, int> find_socket(Netlink& netlink, const Flow& flow);

}  // namespace warifu
