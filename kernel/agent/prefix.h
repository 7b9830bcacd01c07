// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/diagnostic/result.h"

namespace warifu::agent {

// A block of IP addresses. IPv4 uses the first four bytes of `address`; the rest is zero, as are
// the bits beyond `length`.
struct Prefix {
  int family = 4;  // 4 or 6
  std::array<uint8_t, 16> address{};
  unsigned length = 0;
  friend bool operator==(const Prefix&, const Prefix&) = default;
};

// "10.2.0.0/24", "2001:db8::/32", or an address alone. kArgument, with what is wrong, where bits
// are set beyond the length (a likely slip), or where an IPv4-mapped prefix is written as IPv6
// (such connections are IPv4 on the wire, and an IPv6 prefix never matches them).
[[nodiscard]] Result<Prefix> parse_prefix(std::string_view text);

std::string to_text(const Prefix& prefix);

}  // namespace warifu::agent
