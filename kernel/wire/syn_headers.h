// SPDX-License-Identifier: MIT
// Finds the TCP options in the headers of a SYN, as getsockopt(TCP_SAVED_SYN) returns them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "kernel/wire/fault.h"

namespace warifu::wire {

// An IPv6 address, or an IPv4 address mapped to ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).
using Address = std::array<uint8_t, 16>;

struct SynHeaders {
  Address source{}, destination{};
  uint16_t source_port = 0, destination_port = 0;
  uint32_t initial_sequence = 0;     // the client's
  std::span<const uint8_t> options;  // of the TCP header; points into the input
};

// More extension headers than this are refused; a client's kernel sends none by itself.
inline constexpr int kMaxExtensionHeaders = 8;

// `bytes` begin with the IP header: IPv4 with any IP options (RFC 791), or IPv6 (RFC 8200)
// with hop-by-hop, routing, destination and atomic fragment headers. Whatever follows the TCP
// header is data, and not looked at. A Fault: this is not the SYN of a TCP connection.
// Allocates nothing. Any thread.
tl::expected<SynHeaders, Fault> read_syn_headers(std::span<const uint8_t> bytes);

}  // namespace warifu::wire
