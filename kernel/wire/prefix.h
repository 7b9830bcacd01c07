// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "kernel/wire/address.h"

namespace warifu::wire {

// A block of IP addresses. IPv4 uses the first four bytes of `address`; the rest is zero, as are
// the bits beyond `length`.
struct Prefix {
  int family = 4;  // 4 or 6
  std::array<uint8_t, 16> address{};
  unsigned length = 0;
  friend bool operator==(const Prefix&, const Prefix&) = default;
};

// "10.2.0.0/24", "2001:db8::/32", or an address alone. The error says what is wrong with the text
// ("is no IPv4 or IPv6 address or prefix"), also where bits are set beyond the length (a likely
// slip), or where an IPv4-mapped prefix is written as IPv6 (such connections are IPv4 on the
// wire, and an IPv6 prefix never matches them).
[[nodiscard]] tl::expected<Prefix, std::string> parse_prefix(std::string_view text);

std::string to_text(const Prefix& prefix);

// The prefix that holds this address alone: of family 4 for a mapped one.
[[nodiscard]] Prefix prefix_of(const Address& address);

// The block of `length` bits, at most as many as `prefix` has, around it.
[[nodiscard]] Prefix widened(const Prefix& prefix, unsigned length);

// Whether each address of `inner` is in `outer`. No IPv6 block holds a mapped address.
[[nodiscard]] bool contains(const Prefix& outer, const Prefix& inner);

}  // namespace warifu::wire
