// SPDX-License-Identifier: MIT
#include "core/log/endpoint_text.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace warifu {

void append_endpoint(Line& line, const warifu_endpoint& endpoint) {
  in6_addr address = {};
  static_assert(sizeof(address) == sizeof(endpoint.address));
  std::memcpy(&address, endpoint.address, sizeof(address));
  char text[INET6_ADDRSTRLEN] = {};
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    inet_ntop(AF_INET, endpoint.address + 12, text, sizeof(text));
    line.text(text);
  } else {
    inet_ntop(AF_INET6, &address, text, sizeof(text));
    line.text("[").text(text).text("]");
  }
  line.text(":").number(uint32_t{endpoint.port});
}

}  // namespace warifu
