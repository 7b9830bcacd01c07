// SPDX-License-Identifier: MIT
#include "tests/unit/owner/connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace warifu {
namespace {

void check(bool ok, const char* what) {
  if (!ok) throw std::system_error(errno, std::generic_category(), what);
}

void set_option(int fd, int level, int option, int value) {
  check(setsockopt(fd, level, option, &value, sizeof(value)) == 0, "setsockopt");
}

}  // namespace

uint16_t Address::port() const {
  // The port stands at the same place in sockaddr_in and sockaddr_in6.
  sockaddr_in in;
  std::memcpy(&in, &storage, sizeof(in));
  return ntohs(in.sin_port);
}

Address ip_address(const std::string& text, uint16_t port) {
  Address out;
  sockaddr_in in{};
  sockaddr_in6 in6{};
  if (inet_pton(AF_INET, text.c_str(), &in.sin_addr) == 1) {
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    std::memcpy(&out.storage, &in, out.length = sizeof(in));
  } else {
    check(inet_pton(AF_INET6, text.c_str(), &in6.sin6_addr) == 1, "inet_pton");
    in6.sin6_family = AF_INET6;
    in6.sin6_port = htons(port);
    std::memcpy(&out.storage, &in6, out.length = sizeof(in6));
  }
  return out;
}

Address abstract_unix_address(const std::string& name) {
  Address out;
  sockaddr_un un{};
  un.sun_family = AF_UNIX;
  name.copy(un.sun_path + 1, sizeof(un.sun_path) - 1);
  std::memcpy(&out.storage, &un, sizeof(un));
  out.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  return out;
}

Address name_of(int fd) {
  Address out;
  out.length = sizeof(out.storage);
  check(getsockname(fd, reinterpret_cast<sockaddr*>(&out.storage), &out.length) == 0,
        "getsockname");
  return out;
}

UniqueFd make_socket(int family, int type) {
  UniqueFd out(socket(family, type | SOCK_CLOEXEC, 0));
  check(out.valid(), "socket");
  return out;
}

UniqueFd listen_tcp(const std::string& address, bool save_syn, uint16_t port) {
  const Address local = ip_address(address, port);
  UniqueFd out = make_socket(local.storage.ss_family);
  if (address == "::") set_option(out.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
  set_option(out.get(), IPPROTO_TCP, TCP_SAVE_SYN, save_syn ? 1 : 0);
  check(bind(out.get(), local.get(), local.length) == 0, "bind");
  check(listen(out.get(), 8) == 0, "listen");
  return out;
}

UniqueFd listen_unix(const std::string& name) {
  const Address local = abstract_unix_address(name);
  UniqueFd out = make_socket(AF_UNIX);
  check(bind(out.get(), local.get(), local.length) == 0, "bind");
  check(listen(out.get(), 8) == 0, "listen");
  return out;
}

void connect_to(int fd, const Address& address) {
  check(connect(fd, address.get(), address.length) == 0, "connect");
}

UniqueFd accept_from(int listener) {
  UniqueFd out(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
  check(out.valid(), "accept");
  return out;
}

Connection connect_over(int listener, const std::string& client_address) {
  Connection out;
  const Address local = ip_address(client_address, 0);
  out.client = make_socket(local.storage.ss_family);
  check(bind(out.client.get(), local.get(), local.length) == 0, "bind");
  connect_to(out.client.get(), ip_address(client_address, name_of(listener).port()));
  out.server = accept_from(listener);
  return out;
}

}  // namespace warifu
