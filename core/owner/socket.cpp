// SPDX-License-Identifier: MIT
#include "core/owner/socket.h"

#include <cerrno>
#include <system_error>

namespace warifu {

bool Socket::is_ip() const {
  return family == AF_INET || family == AF_INET6;
}

tl::expected<Socket, int> look_at(int fd) {
  sockaddr_storage address{};
  socklen_t length = sizeof(address);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    return tl::unexpected<int>(errno);
  }
  Socket out;
  out.fd = fd;
  out.family = address.ss_family;
  out.self = to_endpoint(address);

  address = {};
  length = sizeof(address);
  if (getpeername(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0) {
    out.peer = to_endpoint(address);
  }
  length = sizeof(out.cookie);
  if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &out.cookie, &length) != 0) out.cookie = 0;
  return out;
}

int socket_option(int fd, int option, int fallback) {
  int value = 0;
  socklen_t length = sizeof(value);
  return getsockopt(fd, SOL_SOCKET, option, &value, &length) == 0 ? value : fallback;
}

std::string errno_text(int error) {
  return std::generic_category().message(error);
}

}  // namespace warifu
