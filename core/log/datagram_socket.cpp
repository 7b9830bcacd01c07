// SPDX-License-Identifier: MIT
#include "core/log/datagram_socket.h"

#include <sys/socket.h>

#include <cerrno>

namespace warifu {

DatagramSocket::DatagramSocket(std::string_view path) {
  address_.sun_family = AF_UNIX;
  path.copy(address_.sun_path, sizeof(address_.sun_path) - 1);
}

int DatagramSocket::send(std::string_view datagram) {
  const int held = socket_.get();
  if (held >= 0) return send_by(held, datagram);
  UniqueFd fresh(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fresh.valid()) return errno;
  const int result = send_by(fresh.get(), datagram);
  socket_.hold(std::move(fresh));
  return result;
}

int DatagramSocket::send_by(int fd, std::string_view datagram) const {
  const ssize_t sent = sendto(fd, datagram.data(), datagram.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                              reinterpret_cast<const sockaddr*>(&address_), sizeof(address_));
  return sent < 0 ? errno : 0;
}

}  // namespace warifu
