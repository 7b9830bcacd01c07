// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>

#include <array>
#include <string>

#include "warifu/types.h"

namespace warifu {

// One end of a TCP connection, and the interface that a link-local address belongs to (its
// index; 0: none).
struct ScopedEndpoint {
  warifu_endpoint end{};
  uint32_t interface = 0;
};

// From an AF_INET or AF_INET6 address; anything else is all zero, "not known".
ScopedEndpoint to_endpoint(const sockaddr_storage& address);
warifu_endpoint make_endpoint(const std::array<uint8_t, 16>& address, uint16_t port);

bool is_known(const warifu_endpoint& end);
bool is_ipv4(const warifu_endpoint& end);                          // mapped to ::ffff:a.b.c.d
bool is_same(const warifu_endpoint& a, const warifu_endpoint& b);  // address and port

// The address without the port, as people write it: "192.0.2.1", "2001:db8::1".
std::string address_text(const warifu_endpoint& end);

}  // namespace warifu
