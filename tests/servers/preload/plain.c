// SPDX-License-Identifier: MIT
// plain HOW PORT: says "hello" to each client, and of each its address to standard output.
//   accept  by accept(2), which blocks
//   few     the same with one descriptor left
//   raw     by the system call itself, past the C library
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int listen_on(int port) {
  const struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
  const int on = 1, made = socket(AF_INET6, SOCK_STREAM, 0);
  setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(made, (const struct sockaddr*)&any, sizeof any) != 0 || listen(made, 64) != 0) exit(1);
  return made;
}

static void leave_one_descriptor(int last) {
  const struct rlimit few = {(rlim_t)last + 2, (rlim_t)last + 2};
  setrlimit(RLIMIT_NOFILE, &few);
  while (dup(last) >= 0)
    continue;
  close(last + 1);
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int listener = listen_on(atoi(argv[2]));
  const int raw = strcmp(argv[1], "raw") == 0;
  if (strcmp(argv[1], "few") == 0) leave_one_descriptor(listener);
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (;;) {
    struct sockaddr_in6 from = {0};
    socklen_t length = sizeof from;
    errno = 0;
    const int client = raw ? (int)syscall(SYS_accept4, listener, &from, &length, 0)
                           : accept(listener, (struct sockaddr*)&from, &length);
    if (client < 0 && errno == ECONNABORTED) continue;
    if (client < 0) return 1;
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(AF_INET6, &from.sin6_addr, text, sizeof text);
    printf("client %s %u\n", text, (unsigned)length);
    if (errno != 0) return 3;  // what went well leaves it alone
    if (write(client, "hello\n", 6) != 6) perror("write");
    close(client);
  }
}
