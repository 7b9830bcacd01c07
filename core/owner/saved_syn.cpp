// SPDX-License-Identifier: MIT
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/owner/sources.h"
#include "core/owner/wire_owner.h"
#include "core/reason/reason.h"
#include "kernel/wire/option_parser.h"
#include "kernel/wire/syn_headers.h"

namespace warifu {
namespace {

// IPv4 and TCP make 120 bytes at most. Only IPv6 extension headers need more, and no
// well-kept client sends this many.
constexpr size_t kRoom = 2048;

// The socket's names are the same, but cost two system calls, and are gone once the peer is.
void take_headers(const wire::SynHeaders& headers, Evidence& out) {
  out.raw.client_isn = headers.initial_sequence;
  out.raw.flags |= WARIFU_EVIDENCE_CLIENT_ISN;
  set_endpoints(out, make_endpoint(headers.source, headers.source_port),
                make_endpoint(headers.destination, headers.destination_port));
}

// Tells what is simply not there for this kind of socket from what was refused.
void judge_failure(Socket& socket, int error, socklen_t length, Evidence& out) {
  if (error == EINVAL && length > kRoom) {
    return set_malformed(out, "the headers of the SYN are " + std::to_string(length) +
                                  " bytes long, more than " + std::to_string(kRoom));
  }
  if (!socket.names().is_ip()) return;
  if (error == EOPNOTSUPP || error == ENOPROTOOPT) {
    out.detail = "the protocol of this socket saves no SYN (" + errno_text(error) + ")";
    return;
  }
  answer(out, WARIFU_OUTCOME_NOT_SAVED, reason::kOwnerNotPermitted,
         "TCP_SAVED_SYN: " + errno_text(error));
}

}  // namespace

void judge_syn(std::span<const uint8_t> bytes, const OwnerConfig& config, Evidence& out) {
  if (bytes.empty()) return answer(out, WARIFU_OUTCOME_NOT_SAVED, reason::kOwnerNotSaved);
  const auto headers = wire::read_syn_headers(bytes);
  if (!headers) return set_malformed(out, wire::to_text(headers.error()));
  take_headers(*headers, out);
  const auto option =
      wire::parse_options(headers->options, wire::Segment::kSyn, option_rules(config));
  if (!option) return set_malformed(out, wire::to_text(option.error()));
  if (!*option) return answer(out, WARIFU_OUTCOME_NO_OPTION, reason::kOwnerNoOption);
  keep_claim(**option, out);
  name_owner(**option, out);
}

void read_saved_syn(Socket& socket, const OwnerConfig& config, Evidence& out) {
  std::array<uint8_t, kRoom> bytes;
  socklen_t length = bytes.size();
  if (getsockopt(socket.fd(), IPPROTO_TCP, TCP_SAVED_SYN, bytes.data(), &length) != 0) {
    return judge_failure(socket, errno, length, out);
  }
  judge_syn(std::span(bytes).first(std::min<size_t>(length, kRoom)), config, out);
}

}  // namespace warifu
