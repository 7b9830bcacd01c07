// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>

#include <array>
#include <string>

#include "core/endpoint/endpoint.h"

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

// The address without the port, as people write it: "192.0.2.1", "2001:db8::1".
std::string address_text(const warifu_endpoint& end);

}  // namespace warifu
