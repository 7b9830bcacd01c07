// SPDX-License-Identifier: MIT
#include "core/owner/sock_diag.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/owner/endpoint.h"

namespace warifu {
namespace {

constexpr uint32_t kEveryState = 0xffffffff;

// Into a 16-byte address of the kernel's, of which IPv4 uses the first four.
void put_address(const warifu_endpoint& end, int family, __be32 (&out)[4]) {
  const size_t skip = family == AF_INET ? 12 : 0;
  std::memcpy(out, end.address + skip, sizeof(end.address) - skip);
}

inet_diag_req_v2 make_request(const Flow& flow) {
  // A dual-stack socket that speaks IPv4 is found under AF_INET, whatever its own family.
  const bool ipv4 = is_ipv4(flow.self) && is_ipv4(flow.peer);
  inet_diag_req_v2 out{};
  out.sdiag_family = ipv4 ? AF_INET : AF_INET6;
  out.sdiag_protocol = IPPROTO_TCP;
  out.idiag_states = kEveryState;
  out.id.idiag_sport = htons(flow.self.port);
  out.id.idiag_dport = htons(flow.peer.port);
  put_address(flow.self, out.sdiag_family, out.id.idiag_src);
  put_address(flow.peer, out.sdiag_family, out.id.idiag_dst);
  out.id.idiag_if = flow.interface;
  std::fill(std::begin(out.id.idiag_cookie), std::end(out.id.idiag_cookie), INET_DIAG_NOCOOKIE);
  return out;
}

warifu_endpoint endpoint_of(uint8_t family, const __be32 (&address)[4], uint16_t port) {
  sockaddr_storage out{};
  if (family == AF_INET) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = port;
    std::memcpy(&in.sin_addr, address, sizeof(in.sin_addr));
    std::memcpy(&out, &in, sizeof(in));
  } else if (family == AF_INET6) {
    sockaddr_in6 in6{};
    in6.sin6_family = AF_INET6;
    in6.sin6_port = port;
    std::memcpy(&in6.sin6_addr, address, sizeof(in6.sin6_addr));
    std::memcpy(&out, &in6, sizeof(in6));
  }
  return to_endpoint(out).end;
}

bool repeats(const inet_diag_msg& answer, const Flow& flow) {
  return is_same(endpoint_of(answer.idiag_family, answer.id.idiag_src, answer.id.idiag_sport),
                 flow.self) &&
         is_same(endpoint_of(answer.idiag_family, answer.id.idiag_dst, answer.id.idiag_dport),
                 flow.peer);
}

}  // namespace

tl::expected<std::optional<DiagSocket>, int> find_socket(Netlink& netlink, const Flow& flow) {
  const inet_diag_req_v2 request = make_request(flow);
  const auto body = netlink.ask(SOCK_DIAG_BY_FAMILY, bytes_of(request), SOCK_DIAG_BY_FAMILY,
                                sizeof(inet_diag_msg));
  if (!body && body.error() == ENOENT) return std::nullopt;
  if (!body) return tl::unexpected(body.error());
  inet_diag_msg answer;
  std::memcpy(&answer, body->data(), sizeof(answer));
  if (!repeats(answer, flow)) return std::nullopt;
  return DiagSocket{answer.idiag_state, answer.idiag_uid, answer.idiag_inode};
}

}  // namespace warifu
