// SPDX-License-Identifier: MIT
#include "core/cli/test_segments.h"

#include <algorithm>

#include "core/cli/hex.h"
#include "kernel/wire/segment_headers.h"
#include "kernel/wire/syn_headers.h"

namespace warifu::cli {
namespace {

// More than the headers of any segment can be: 60 bytes of IPv4 or 40 of IPv6 with extension
// headers, and 60 of TCP.
constexpr size_t kMaximumBytes = 4096;

tl::unexpected<Error> mistake(const std::string& text) {
  return failure(ErrorKind::kArgument, text);
}

void put_options(std::span<const uint8_t> options, warifu_u8* room, warifu_u8& length) {
  length = static_cast<warifu_u8>(options.size());  // a TCP header has no more than fits
  std::copy(options.begin(), options.end(), room);
}

Result<wire::SegmentHeaders> headers_of_proof(std::span<const uint8_t> bytes) {
  const auto headers = wire::read_segment_headers(bytes);
  if (!headers) return mistake("--proof: " + wire::to_text(headers.error()));
  if ((headers->flags & (wire::kTcpSyn | wire::kTcpRst | wire::kTcpAck)) != wire::kTcpAck) {
    return mistake(
        "--proof is a SYN, or acknowledges nothing: give a segment of the client's "
        "after its SYN");
  }
  return *headers;
}

warifu_record record_of(const wire::SegmentHeaders& proof) {
  warifu_record record{};
  record.flags = WARIFU_RECORD_COMPLETE | WARIFU_RECORD_ESTABLISHING;
  record.client_isn = proof.sequence - 1;
  record.server_isn = proof.acknowledgment - 1;
  record.client_port = proof.source_port;
  record.server_port = proof.destination_port;
  std::copy(proof.source.begin(), proof.source.end(), record.client);
  std::copy(proof.destination.begin(), proof.destination.end(), record.server);
  put_options(proof.options, record.establishing_options, record.establishing_options_length);
  return record;
}

bool is_same_connection(const wire::SynHeaders& syn, const wire::SegmentHeaders& proof) {
  return syn.source == proof.source && syn.destination == proof.destination &&
         syn.source_port == proof.source_port && syn.destination_port == proof.destination_port;
}

Result<void> add_syn(const std::string& hex, const wire::SegmentHeaders& proof,
                     warifu_record& record) {
  const auto bytes = bytes_of("--syn", hex);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto syn = wire::read_syn_headers(*bytes);
  if (!syn) return mistake("--syn: " + wire::to_text(syn.error()));
  if (!is_same_connection(*syn, proof)) {
    return mistake("--syn and --proof are not of one connection: their addresses or ports differ");
  }
  record.flags |= WARIFU_RECORD_SYN;
  record.client_isn = syn->initial_sequence;
  put_options(syn->options, record.syn_options, record.syn_options_length);
  return {};
}

}  // namespace

Result<std::vector<uint8_t>> bytes_of(const char* option, const std::string& hex) {
  auto bytes = from_hex(hex, kMaximumBytes);
  if (bytes) return std::move(*bytes);
  return mistake(std::string(option) +
                 " is not hex of at most 4096 bytes: give the IP and TCP headers, two digits a "
                 "byte, as TCP_SAVED_SYN returns them or `tcpdump -x` prints them");
}

Result<warifu_record> record_of_segments(const TestRequest& request) {
  const auto bytes = bytes_of("--proof", request.proof);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto proof = headers_of_proof(*bytes);
  if (!proof) return tl::unexpected(proof.error());
  warifu_record record = record_of(*proof);
  if (!request.syn.empty()) {
    if (const auto added = add_syn(request.syn, *proof, record); !added) {
      return tl::unexpected(added.error());
    }
  }
  if (request.server_isn) record.server_isn = *request.server_isn;
  return record;
}

}  // namespace warifu::cli
