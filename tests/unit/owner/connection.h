// SPDX-License-Identifier: MIT
// Real sockets for the readers to look at.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <functional>
#include <string>

#include "core/posix/unique_fd.h"

namespace warifu {

// A socket address of any family, with its length.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  [[nodiscard]] uint16_t port() const;
};

// "127.0.0.1", "::1", "::ffff:127.0.0.1": the text decides the family.
Address ip_address(const std::string& text, uint16_t port);
Address abstract_unix_address(const std::string& name);
Address name_of(int fd);

// A listening TCP socket. `save_syn`: whether TCP_SAVE_SYN is set. "::" takes IPv4 too.
UniqueFd listen_tcp(const std::string& address, bool save_syn, uint16_t port = 0);
UniqueFd listen_unix(const std::string& name);

// Throw where the system refuses.
UniqueFd make_socket(int family, int type = SOCK_STREAM);
void connect_to(int fd, const Address& address);
UniqueFd accept_from(int listener);

// Both ends of one connection, made by this process.
struct Connection {
  UniqueFd client, server;
};
// To `listener`, as seen from `client_address` (which decides the client's family).
Connection connect_over(int listener, const std::string& client_address);

}  // namespace warifu
