// SPDX-License-Identifier: MIT
#include "core/owner/socket.h"

#include <cerrno>
#include <system_error>

namespace warifu {
namespace {

using NameCall = int (*)(int, sockaddr*, socklen_t*);

// All zero, AF_UNSPEC, where there is no such name.
sockaddr_storage ask_name(int fd, NameCall call) {
  sockaddr_storage out{};
  socklen_t length = sizeof(out);
  if (call(fd, reinterpret_cast<sockaddr*>(&out), &length) != 0) out = {};
  return out;
}

}  // namespace

tl::expected<Socket, int> Socket::look_at(int fd) {
  uint64_t cookie = 0;
  socklen_t length = sizeof(cookie);
  if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &length) == 0) return Socket(fd, cookie);
  if (errno == EBADF || errno == ENOTSOCK) return tl::unexpected<int>(errno);
  return Socket(fd, 0);
}

const SocketNames& Socket::names() {
  if (!names_) {
    const sockaddr_storage self = ask_name(fd_, getsockname);
    names_ =
        SocketNames{self.ss_family, to_endpoint(self), to_endpoint(ask_name(fd_, getpeername))};
  }
  return *names_;
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
