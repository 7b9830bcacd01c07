// SPDX-License-Identifier: MIT
#include "kernel/wire/segment_headers.h"

#include <netinet/in.h>

#include <algorithm>

#include "kernel/wire/big_endian.h"

namespace warifu::wire {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr size_t kIpv4Header = 20;
constexpr size_t kIpv6Header = 40;
constexpr size_t kTcpHeader = 20;

tl::unexpected<Fault> fault(const char* what, size_t offset) {
  return tl::unexpected<Fault>(Fault{what, "the segment", offset});
}

// Where the network header ends, and the addresses in it.
struct NetworkHeader {
  Address source, destination;
  size_t end;
};

Address mapped(const uint8_t* ipv4) {
  Address out{};
  out[10] = out[11] = 0xff;
  std::copy_n(ipv4, 4, out.begin() + 12);
  return out;
}

Address copied(const uint8_t* ipv6) {
  Address out;
  std::copy_n(ipv6, out.size(), out.begin());
  return out;
}

// The total length is not compared: the bounds are those of what was saved, and a SYN with
// data is longer on the wire than its headers.
tl::expected<NetworkHeader, Fault> read_ipv4(Bytes bytes) {
  if (bytes.size() < kIpv4Header) return fault("an IPv4 header cut short", bytes.size());
  const size_t length = size_t{bytes[0] & 0x0fu} * 4;
  if (length < kIpv4Header) return fault("an IPv4 header length below 20", 0);
  if (length > bytes.size()) return fault("an IPv4 header longer than what was saved", 0);
  if ((read_be16(&bytes[6]) & 0x1fff) != 0) return fault("a later fragment", 6);
  if (bytes[9] != IPPROTO_TCP) return fault("a protocol that is not TCP", 9);
  return NetworkHeader{mapped(&bytes[12]), mapped(&bytes[16]), length};
}

bool is_extension(uint8_t next_header) {
  return next_header == IPPROTO_HOPOPTS || next_header == IPPROTO_ROUTING ||
         next_header == IPPROTO_DSTOPTS || next_header == IPPROTO_FRAGMENT;
}

// Length of the extension header of type `type` at `at`.
tl::expected<size_t, Fault> extension_length(Bytes bytes, size_t at, uint8_t type) {
  if (bytes.size() - at < 8) return fault("an IPv6 extension header cut short", at);
  if (type == IPPROTO_FRAGMENT) {
    if ((read_be16(&bytes[at + 2]) & 0xfff8) != 0) return fault("a later fragment", at + 2);
    return 8;
  }
  const size_t length = (size_t{bytes[at + 1]} + 1) * 8;
  if (length > bytes.size() - at) {
    return fault("an IPv6 extension header longer than what was saved", at + 1);
  }
  return length;
}

tl::expected<NetworkHeader, Fault> read_ipv6(Bytes bytes) {
  if (bytes.size() < kIpv6Header) return fault("an IPv6 header cut short", bytes.size());
  size_t next_at = 6;  // of the byte that names the next header
  size_t end = kIpv6Header;
  for (int count = 0; is_extension(bytes[next_at]); ++count) {
    if (count == kMaxExtensionHeaders) return fault("too many IPv6 extension headers", next_at);
    const auto length = extension_length(bytes, end, bytes[next_at]);
    if (!length) return tl::unexpected(length.error());
    next_at = end;
    end += *length;
  }
  if (bytes[next_at] != IPPROTO_TCP) return fault("a next header that is not TCP", next_at);
  return NetworkHeader{copied(&bytes[8]), copied(&bytes[24]), end};
}

tl::expected<NetworkHeader, Fault> read_network_header(Bytes bytes) {
  const int version = bytes.empty() ? 0 : bytes[0] >> 4;
  if (version == 4) return read_ipv4(bytes);
  if (version == 6) return read_ipv6(bytes);
  return fault("neither an IPv4 nor an IPv6 header", 0);
}

}  // namespace

tl::expected<SegmentHeaders, Fault> read_segment_headers(Bytes bytes) {
  const auto network = read_network_header(bytes);
  if (!network) return tl::unexpected(network.error());
  const size_t start = network->end;
  const Bytes tcp = bytes.subspan(start);
  if (tcp.size() < kTcpHeader) return fault("a TCP header cut short", bytes.size());
  const size_t length = size_t{tcp[12]} / 16 * 4;
  if (length < kTcpHeader) return fault("a TCP data offset below 20", start + 12);
  if (length > tcp.size()) return fault("a TCP header longer than what was saved", start + 12);
  return SegmentHeaders{
      .source = network->source,
      .destination = network->destination,
      .source_port = read_be16(&tcp[0]),
      .destination_port = read_be16(&tcp[2]),
      .sequence = read_be32(&tcp[4]),
      .acknowledgment = read_be32(&tcp[8]),
      .flags = tcp[13],
      .flags_at = start + 13,
      .options = tcp.subspan(kTcpHeader, length - kTcpHeader),
  };
}

}  // namespace warifu::wire
