// SPDX-License-Identifier: MIT
#include "core/owner/route.h"

#include <linux/rtnetlink.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/owner/netlink.h"

namespace warifu {
namespace {

// An attribute of the request. Both of ours are multiples of 4 bytes long: no padding.
template <typename T>
struct Attribute {
  rtattr head;
  T value;
};

template <size_t kAddressLength>
struct RouteRequest {
  rtmsg message;
  Attribute<std::array<uint8_t, kAddressLength>> destination;
  Attribute<uint32_t> interface;
};

template <size_t kAddressLength>
RouteRequest<kAddressLength> make_request(uint8_t family, const uint8_t* address,
                                          uint32_t interface) {
  RouteRequest<kAddressLength> out{};
  out.message.rtm_family = family;
  out.message.rtm_dst_len = kAddressLength * 8;
  out.destination.head = {sizeof(out.destination), RTA_DST};
  std::copy_n(address, kAddressLength, out.destination.value.begin());
  out.interface.head = {sizeof(out.interface), RTA_OIF};
  out.interface.value = interface;
  return out;
}

// Without RTA_OIF where there is no interface to name: it stands last.
template <typename Request>
std::span<const uint8_t> bytes_to_send(const Request& request) {
  const auto all = bytes_of(request);
  return request.interface.value != 0 ? all : all.first(all.size() - sizeof(request.interface));
}

// What the kernel answers for an address that it has no way to: as good as "not here".
bool has_no_route(int error) {
  return error == ENETUNREACH || error == EHOSTUNREACH || error == EACCES || error == EINVAL ||
         error == ENODEV;
}

tl::expected<bool, int> ask(std::span<const uint8_t> request) {
  auto netlink = Netlink::open(NETLINK_ROUTE);
  if (!netlink) return tl::unexpected(netlink.error());
  const auto answer = netlink->ask(RTM_GETROUTE, request, RTM_NEWROUTE, sizeof(rtmsg));
  if (!answer && has_no_route(answer.error())) return false;
  if (!answer) return tl::unexpected(answer.error());
  rtmsg route;
  std::memcpy(&route, answer->data(), sizeof(route));
  return route.rtm_type == RTN_LOCAL;
}

}  // namespace

tl::expected<bool, int> is_local_address(const ScopedEndpoint& end) {
  if (is_ipv4(end.end)) {
    return ask(bytes_to_send(make_request<4>(AF_INET, end.end.address + 12, 0)));
  }
  const auto request = make_request<16>(AF_INET6, end.end.address, end.interface);
  return ask(bytes_to_send(request));
}

}  // namespace warifu
