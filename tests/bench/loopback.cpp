// SPDX-License-Identifier: MIT
#include "tests/bench/loopback.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cerrno>
#include <ctime>
#include <system_error>

#include "warifu/warifu.h"

namespace warifu::bench {
namespace {

constexpr int kBacklog = 512;

void require(bool holds, const char* what) {
  if (!holds) throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in here(uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

UniqueFd tcp_socket() {
  UniqueFd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  require(fd.valid(), "socket");
  return fd;
}

}  // namespace

void reset_on_close(int fd) {
  const linger now{1, 0};
  require(setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0, "SO_LINGER");
}

Listener::Listener(uint16_t port, bool save_syn) : fd_(tcp_socket()) {
  if (save_syn) require(warifu_prepare_listener(fd_.get()) == WARIFU_OK, "TCP_SAVE_SYN");
  sockaddr_in address = here(port);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  require(bind(fd_.get(), any, length) == 0, "bind");
  require(listen(fd_.get(), kBacklog) == 0, "listen");
  require(getsockname(fd_.get(), any, &length) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
}

UniqueFd Listener::connect() const {
  UniqueFd fd = tcp_socket();
  const sockaddr_in address = here(port_);
  require(::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
          "connect");
  return fd;
}

UniqueFd Listener::accept() const {
  UniqueFd fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  require(fd.valid(), "accept");
  return fd;
}

Accepted::Accepted(const Listener& listener, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    clients_.push_back(listener.connect());
    reset_on_close(clients_.back().get());
    servers_.push_back(listener.accept());
  }
}

int64_t thread_cpu_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace warifu::bench
