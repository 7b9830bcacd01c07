// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace warifu::wire {

// An IPv6 address, or an IPv4 address mapped to ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).
using Address = std::array<uint8_t, 16>;

}  // namespace warifu::wire
