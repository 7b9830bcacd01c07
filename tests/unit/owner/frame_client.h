// SPDX-License-Identifier: MIT
// A TCP client made of Ethernet frames, as anyone with CAP_NET_RAW can be: it chooses every
// byte of its SYN.
//
//    this network namespace:   wf0 192.0.2.1, 2001:db8::1  ==veth==  wf1 (no address)
//                              servers, readers                      frames from 192.0.2.2
//                                                                    or 2001:db8::2
#pragma once

#include <cstdint>

#include "core/posix/unique_fd.h"
#include "tests/unit/wire/bytes.h"

namespace warifu {

class FrameClient {
 public:
  // In a fresh network namespace (enter_new_network), which takes the links with it.
  FrameClient();

  // Shakes hands with `listener` and returns what it accepted. The SYN carries these TCP
  // options, and over IPv6 these extension headers, the first of type `extension_type`, the
  // last naming TCP. Throws if no connection comes about.
  UniqueFd connect_ipv4(int listener, uint16_t client_port, const wire::ByteVector& options);
  UniqueFd connect_ipv6(int listener, uint16_t client_port, const wire::ByteVector& options,
                        uint8_t extension_type = 6, const wire::ByteVector& extensions = {});

 private:
  struct Route;
  UniqueFd shake_hands(int listener, const Route& route, const wire::ByteVector& options);
  void send_frame(const wire::ByteVector& frame);
  uint32_t receive_server_sequence(const Route& route);

  UniqueFd packets_;
};

}  // namespace warifu
