// SPDX-License-Identifier: MIT
// A plugin finds the listening sockets that its server does not show it.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "warifu/warifu.h"

namespace {

class Socket {
 public:
  Socket(int family, int type) : family_(family), fd_(socket(family, type, 0)) {
    REQUIRE(fd_ >= 0);
  }
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // To an address of the kernel's choice: of AF_UNIX, unix(7) "Autobind feature".
  void listen() const {
    if (family_ == AF_UNIX) {
      const sa_family_t alone = AF_UNIX;
      REQUIRE(bind(fd_, reinterpret_cast<const sockaddr*>(&alone), sizeof alone) == 0);
    }
    REQUIRE(::listen(fd_, 1) == 0);
  }
  [[nodiscard]] bool saves_syns() const {
    int value = 0;
    socklen_t length = sizeof value;
    REQUIRE(getsockopt(fd_, IPPROTO_TCP, TCP_SAVE_SYN, &value, &length) == 0);
    return value == 1;
  }

 private:
  int family_;
  int fd_;
};

}  // namespace

TEST_CASE("every listening socket of the process is prepared", "[listener]") {
  const int before = warifu_prepare_listeners();
  REQUIRE(before >= 0);
  const Socket four(AF_INET, SOCK_STREAM), six(AF_INET6, SOCK_STREAM);
  const Socket idle(AF_INET, SOCK_STREAM), datagrams(AF_INET, SOCK_DGRAM);
  four.listen();
  six.listen();
  CHECK(warifu_prepare_listeners() == before + 2);
  CHECK(four.saves_syns());
  CHECK(six.saves_syns());
  CHECK_FALSE(idle.saves_syns());
}

TEST_CASE("a listening socket that has no SYN is counted and left alone", "[listener]") {
  const int before = warifu_prepare_listeners();
  const Socket local(AF_UNIX, SOCK_STREAM);
  local.listen();
  CHECK(warifu_prepare_listeners() == before + 1);
}
