// SPDX-License-Identifier: MIT
// Finds the TCP options in the headers of a SYN, as getsockopt(TCP_SAVED_SYN) returns them.
#pragma once

#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "kernel/wire/address.h"
#include "kernel/wire/fault.h"
#include "kernel/wire/segment_headers.h"

namespace warifu::wire {

struct SynHeaders {
  Address source{}, destination{};
  uint16_t source_port = 0, destination_port = 0;
  uint32_t initial_sequence = 0;     // the client's
  std::span<const uint8_t> options;  // of the TCP header; points into the input
};

// As read_segment_headers(). A Fault: this is not the SYN of a TCP connection.
tl::expected<SynHeaders, Fault> read_syn_headers(std::span<const uint8_t> bytes);

}  // namespace warifu::wire
