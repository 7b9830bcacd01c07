// SPDX-License-Identifier: MIT
#include "tests/unit/owner/frame_client.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <sys/socket.h>

#include <stdexcept>

#include "kernel/wire/big_endian.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"

namespace warifu {

using wire::ByteVector;
using wire::hex;
using wire::join;

namespace {

constexpr uint32_t kIsn = 0x01020304;
constexpr uint8_t kSyn = 0x02, kAck = 0x10;

ByteVector be16(uint32_t value) {
  return {static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
}

ByteVector be32(uint32_t value) {
  return join({be16(value >> 16), be16(value & 0xffff)});
}

// RFC 1071.
ByteVector checksum(ByteVector bytes) {
  if (bytes.size() % 2 != 0) bytes.push_back(0);
  uint64_t sum = 0;
  for (size_t i = 0; i < bytes.size(); i += 2)
    sum += wire::read_be16(&bytes[i]);
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return be16(static_cast<uint32_t>(~sum & 0xffff));
}

void put(ByteVector& bytes, size_t at, const ByteVector& part) {
  std::copy(part.begin(), part.end(), bytes.begin() + static_cast<long>(at));
}

}  // namespace

// Addresses and ports, from the client's side.
struct FrameClient::Route {
  bool ipv4;
  uint16_t client_port, server_port;
  uint8_t extension_type = 6;
  ByteVector extensions;

  [[nodiscard]] ByteVector addresses() const {
    return ipv4 ? hex("c0000202 c0000201")
                : hex("20010db8000000000000000000000002 20010db8000000000000000000000001");
  }

  [[nodiscard]] ByteVector tcp(uint8_t flags, uint32_t sequence, uint32_t acknowledged,
                               ByteVector options) const {
    while (options.size() % 4 != 0)
      options.push_back(1);
    const auto offset = static_cast<uint8_t>((20 + options.size()) / 4 << 4);
    ByteVector out = join({be16(client_port),
                           be16(server_port),
                           be32(sequence),
                           be32(acknowledged),
                           {offset, flags},
                           hex("ffff 0000 0000"),
                           options});
    const auto length = static_cast<uint32_t>(out.size());
    put(out, 16, checksum(join({addresses(), be32(length), be32(6), out})));
    return out;
  }

  [[nodiscard]] ByteVector frame(const ByteVector& segment, bool with_extensions) const {
    const ByteVector ethernet = hex("020000000001 020000000002");
    if (ipv4) {
      ByteVector ip = join({hex("4500"), be16(static_cast<uint32_t>(20 + segment.size())),
                            hex("0001 0000 4006 0000"), addresses()});
      put(ip, 10, checksum(ip));
      return join({ethernet, hex("0800"), ip, segment});
    }
    const ByteVector between = with_extensions ? extensions : ByteVector{};
    const uint8_t type = with_extensions ? extension_type : uint8_t{6};
    const auto payload = static_cast<uint32_t>(between.size() + segment.size());
    return join(
        {ethernet, hex("86dd 60000000"), be16(payload), {type, 64}, addresses(), between, segment});
  }
};

FrameClient::FrameClient() {
  run("ip link add wf0 address 02:00:00:00:00:01 mtu 9000 type veth "
      "peer name wf1 address 02:00:00:00:00:02 mtu 9000");
  run("ip addr add 192.0.2.1/24 dev wf0 && ip addr add 2001:db8::1/64 dev wf0 nodad");
  run("ip link set wf0 up && ip link set wf1 up");
  run("ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev wf0 nud permanent && "
      "ip neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 dev wf0 nud permanent");
  packets_.reset(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL)));
  sockaddr_ll link{};
  link.sll_family = AF_PACKET;
  link.sll_protocol = htons(ETH_P_ALL);
  link.sll_ifindex = static_cast<int>(if_nametoindex("wf1"));
  if (bind(packets_.get(), reinterpret_cast<const sockaddr*>(&link), sizeof(link)) != 0) {
    throw std::runtime_error("AF_PACKET");
  }
}

UniqueFd FrameClient::connect_ipv4(int listener, uint16_t client_port, const ByteVector& options) {
  return shake_hands(listener, {true, client_port, name_of(listener).port(), 6, {}}, options);
}

UniqueFd FrameClient::connect_ipv6(int listener, uint16_t client_port, const ByteVector& options,
                                   uint8_t extension_type, const ByteVector& extensions) {
  return shake_hands(listener,
                     {false, client_port, name_of(listener).port(), extension_type, extensions},
                     options);
}

UniqueFd FrameClient::shake_hands(int listener, const Route& route, const ByteVector& options) {
  send_frame(route.frame(route.tcp(kSyn, kIsn, 0, options), true));
  const uint32_t server = receive_server_sequence(route);
  send_frame(route.frame(route.tcp(kAck, kIsn + 1, server + 1, {}), false));
  pollfd poller{listener, POLLIN, 0};
  if (poll(&poller, 1, 10000) != 1) throw std::runtime_error("nothing to accept");
  return accept_from(listener);
}

void FrameClient::send_frame(const ByteVector& frame) {
  if (send(packets_.get(), frame.data(), frame.size(), 0) != static_cast<ssize_t>(frame.size())) {
    throw std::runtime_error("a frame was not sent");
  }
}

uint32_t FrameClient::receive_server_sequence(const Route& route) {
  const size_t tcp_at = 14 + (route.ipv4 ? 20 : 40);
  pollfd poller{packets_.get(), POLLIN, 0};
  while (poll(&poller, 1, 10000) == 1) {
    uint8_t frame[9100];
    const ssize_t length = recv(packets_.get(), frame, sizeof(frame), 0);
    if (length < static_cast<ssize_t>(tcp_at + 20)) continue;
    const uint8_t* tcp = frame + tcp_at;
    if (frame[12] == (route.ipv4 ? 0x08 : 0x86) && tcp[13] == (kSyn | kAck) &&
        wire::read_be16(tcp + 2) == route.client_port) {
      return wire::read_be32(tcp + 4);
    }
  }
  throw std::runtime_error("no SYN-ACK came");
}

}  // namespace warifu
