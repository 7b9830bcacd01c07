// SPDX-License-Identifier: MIT
#include "core/owner/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace warifu {

ScopedEndpoint to_endpoint(const sockaddr_storage& address) {
  ScopedEndpoint out;
  if (address.ss_family == AF_INET) {
    sockaddr_in in;
    std::memcpy(&in, &address, sizeof(in));
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), out.end.address);
    std::memcpy(out.end.address + kMappedPrefix.size(), &in.sin_addr, sizeof(in.sin_addr));
    out.end.port = ntohs(in.sin_port);
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 in6;
    std::memcpy(&in6, &address, sizeof(in6));
    std::memcpy(out.end.address, &in6.sin6_addr, sizeof(in6.sin6_addr));
    out.end.port = ntohs(in6.sin6_port);
    out.interface = in6.sin6_scope_id;
  }
  return out;
}

warifu_endpoint make_endpoint(const std::array<uint8_t, 16>& address, uint16_t port) {
  warifu_endpoint out{};
  std::copy(address.begin(), address.end(), out.address);
  out.port = port;
  return out;
}

std::string address_text(const warifu_endpoint& end) {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_ipv4(end)) {
    inet_ntop(AF_INET, end.address + kMappedPrefix.size(), text, sizeof(text));
  } else {
    inet_ntop(AF_INET6, end.address, text, sizeof(text));
  }
  return text;
}

}  // namespace warifu
