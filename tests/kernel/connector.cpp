// SPDX-License-Identifier: MIT
// connector ADDRESS PORT: connects over IPv4 and ends. For the setuid bit, which scripts cannot
// have.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdlib>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(std::atoi(argv[2])));
  if (inet_pton(AF_INET, argv[1], &to.sin_addr) != 1) return 2;
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0 ? 0 : 1;
}
