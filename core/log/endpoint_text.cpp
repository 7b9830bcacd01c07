// SPDX-License-Identifier: MIT
#include "core/log/endpoint_text.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace warifu {

bool is_known(const warifu_endpoint& endpoint) {
  return std::any_of(std::begin(endpoint.address), std::end(endpoint.address),
                     [](uint8_t byte) { return byte != 0; });
}

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
