// SPDX-License-Identifier: MIT
// Finds the TCP header, and the options in it, of a segment that begins with its IP header.
#pragma once

#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "kernel/wire/address.h"
#include "kernel/wire/fault.h"

namespace warifu::wire {

// Flags of a TCP header (RFC 9293, 3.1).
inline constexpr uint8_t kTcpFin = 0x01, kTcpSyn = 0x02, kTcpRst = 0x04, kTcpAck = 0x10;

struct SegmentHeaders {
  Address source{}, destination{};
  uint16_t source_port = 0, destination_port = 0;
  uint32_t sequence = 0, acknowledgment = 0;
  uint8_t flags = 0;
  size_t flags_at = 0;               // where in the input they stand
  std::span<const uint8_t> options;  // points into the input
};

// More extension headers than this are refused; a client's kernel sends none by itself.
inline constexpr int kMaxExtensionHeaders = 8;

// `bytes` begin with the IP header: IPv4 with any IP options (RFC 791), or IPv6 (RFC 8200)
// with hop-by-hop, routing, destination and atomic fragment headers. Whatever follows the TCP
// header is data, and not looked at. A Fault: this is not the first fragment of a TCP segment.
// Allocates nothing. Any thread.
tl::expected<SegmentHeaders, Fault> read_segment_headers(std::span<const uint8_t> bytes);

}  // namespace warifu::wire
