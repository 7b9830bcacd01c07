// SPDX-License-Identifier: MIT
#include "kernel/wire/syn_headers.h"

namespace warifu::wire {
namespace {

tl::unexpected<Fault> fault(const char* what, size_t offset) {
  return tl::unexpected<Fault>(Fault{what, "the saved SYN", offset});
}

}  // namespace

tl::expected<SynHeaders, Fault> read_syn_headers(std::span<const uint8_t> bytes) {
  const auto segment = read_segment_headers(bytes);
  if (!segment) return fault(segment.error().what, segment.error().offset);
  if ((segment->flags & (kTcpFin | kTcpSyn | kTcpRst | kTcpAck)) != kTcpSyn) {
    return fault("TCP flags that are not a SYN's", segment->flags_at);
  }
  return SynHeaders{
      .source = segment->source,
      .destination = segment->destination,
      .source_port = segment->source_port,
      .destination_port = segment->destination_port,
      .initial_sequence = segment->sequence,
      .options = segment->options,
  };
}

}  // namespace warifu::wire
