// SPDX-License-Identifier: MIT
#include "core/log/endpoint_text.h"

#include "core/log/address_text.h"

namespace warifu {

void append_endpoint(Line& line, const warifu_endpoint& endpoint) {
  const AddressText address(std::to_array(endpoint.address));
  if (is_ipv4(endpoint)) {
    line.texts(address.view(), ":");
  } else {
    line.texts("[", address.view(), "]:");
  }
  line.number(uint32_t{endpoint.port});
}

}  // namespace warifu
