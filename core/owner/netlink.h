// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "core/posix/unique_fd.h"

namespace warifu {

// A netlink(7) socket for questions with one answer each. Never waits: the kernel answers
// within send(2). Not thread-safe. Errors are errno values; EBADMSG: an answer that is none.
class Netlink {
 public:
  // `protocol`: NETLINK_ROUTE, NETLINK_SOCK_DIAG. EPERM, EACCES, EAFNOSUPPORT where a
  // seccomp filter forbids the address family.
  static tl::expected<Netlink, int> open(int protocol);

  // Sends `body` as a message of type `type`; the body of the answer, which must be of type
  // `answer_type` and at least `minimum` bytes long, or the errno that the kernel answered.
  // Valid until the next ask.
  tl::expected<std::span<const uint8_t>, int> ask(uint16_t type, std::span<const uint8_t> body,
                                                  uint16_t answer_type, size_t minimum);

 private:
  explicit Netlink(UniqueFd socket) : socket_(std::move(socket)) {}
  int send(uint16_t type, std::span<const uint8_t> body);
  tl::expected<size_t, int> receive();

  UniqueFd socket_;
  uint32_t sequence_ = 0;
  std::array<uint8_t, 2048> answer_{};
};

// The bytes of a request made of plain structs of the kernel's.
template <typename T>
std::span<const uint8_t> bytes_of(const T& request) {
  return {reinterpret_cast<const uint8_t*>(&request), sizeof(request)};
}

}  // namespace warifu
