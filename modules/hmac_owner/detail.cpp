// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/detail.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "kernel/wire/prefix.h"

namespace hmac_owner {

Detail& Detail::add(std::string_view text) {
  const size_t room = text_.size() - 1 - length_;
  length_ += text.copy(text_.data() + length_, room);
  return *this;
}

Detail& Detail::add(uint64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return add(std::string_view(digits, static_cast<size_t>(end - digits)));
}

Detail& Detail::add_address(std::span<const uint8_t, 16> address) {
  warifu::wire::Address bytes{};
  std::copy(address.begin(), address.end(), bytes.begin());
  const auto prefix = warifu::wire::prefix_of(bytes);
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(prefix.family == 4 ? AF_INET : AF_INET6, prefix.address.data(), text, sizeof text);
  return add(text);
}

}  // namespace hmac_owner
