// SPDX-License-Identifier: MIT
// What can be told of one end of a connection by looking at it (struct warifu_endpoint).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "warifu/types.h"

namespace warifu {

// How an IPv4 address begins when it is written as an IPv6 one (RFC 4291, 2.5.5.2).
inline constexpr std::array<uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

// Whether there is an address at all; all zero stands for none.
inline bool is_known(const warifu_endpoint& end) {
  return std::any_of(std::begin(end.address), std::end(end.address),
                     [](uint8_t each) { return each != 0; });
}

inline bool is_ipv4(const warifu_endpoint& end) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), end.address);
}

// Address and port.
inline bool is_same(const warifu_endpoint& a, const warifu_endpoint& b) {
  return a.port == b.port && std::equal(std::begin(a.address), std::end(a.address), b.address);
}

}  // namespace warifu
