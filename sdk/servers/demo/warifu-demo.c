/* SPDX-License-Identifier: MIT
 *
 * The hook at work, in a server as small as one can be: it accepts, reads a line
 * "ACCOUNT PASSWORD", and greets whom both the password and warifu let in.
 *
 *     warifu-demo [--config-dir DIR] [--module-dir DIR] [--runtime-dir DIR]
 *                 (--port N | --unix PATH)
 *
 * Its service is "demo": the stack is stacks/demo.toml. Everybody's password is "secret".
 */
#include <arpa/inet.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <warifu/warifu.h>

static int listen_tcp(uint16_t port) {
  struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  const int on = 1;
  const int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  warifu_prepare_listener(fd); /* 1: before the first SYN arrives */
  if (bind(fd, (struct sockaddr*)&any, sizeof any) != 0 || listen(fd, 64) != 0) return -1;
  return fd;
}

static int listen_unix(const char* path) {
  struct sockaddr_un here = {.sun_family = AF_UNIX};
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (strlen(path) >= sizeof here.sun_path) return -1;
  snprintf(here.sun_path, sizeof here.sun_path, "%s", path);
  unlink(path);
  if (bind(fd, (struct sockaddr*)&here, sizeof here) != 0 || listen(fd, 64) != 0) return -1;
  return fd;
}

static void serve(warifu_engine* engine, warifu_decision* decision, int client) {
  char line[256] = "", *rest = line;
  if (read(client, line, sizeof line - 1) <= 0) return;
  const char* const account = strsep(&rest, " \r\n");
  const char* const password = strsep(&rest, " \r\n");
  if (password == NULL ||
      strcmp(password, "secret") != 0) { /* a real server compares a hash, in constant time */
    dprintf(client, "refused\n");
    return;
  }
  struct warifu_request request = WARIFU_REQUEST_INIT; /* 2: after the password, ask */
  request.fd = client;
  request.account = account;
  if (warifu_verify(engine, &request, decision) != WARIFU_PASSED) {
    dprintf(client, "refused\n"); /* the same words as for a wrong password: no oracle */
    return;
  }
  dprintf(client, "hello %s\n", account);
}

int main(int argc, char** argv) {
  static const struct option kOptions[] = {
      {"config-dir", 1, NULL, 'c'}, {"module-dir", 1, NULL, 'm'}, {"runtime-dir", 1, NULL, 'r'},
      {"port", 1, NULL, 'p'},       {"unix", 1, NULL, 'u'},       {NULL, 0, NULL, 0}};
  struct warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  int listener = -1;
  options.service = "demo";
  for (int c; (c = getopt_long(argc, argv, "", kOptions, NULL)) != -1;) {
    if (c == 'c') options.config_dir = optarg;
    if (c == 'm') options.module_dir = optarg;
    if (c == 'r') options.runtime_dir = optarg;
    if (c == 'p') listener = listen_tcp((uint16_t)strtoul(optarg, NULL, 10));
    if (c == 'u') listener = listen_unix(optarg);
    if (c == '?') return 2;
  }
  warifu_error* error = NULL;
  warifu_engine* const engine = warifu_open(&options, &error);
  if (engine == NULL) {
    fprintf(stderr, "warifu-demo: %s\n", warifu_error_text(error));
    warifu_error_free(error);
    return 2;
  }
  if (listener < 0) {
    fprintf(stderr, "warifu-demo: cannot listen; say --port N or --unix PATH\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  warifu_decision* const decision = warifu_decision_new();
  for (;;) {
    const int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    warifu_reload_if_asked(engine, NULL); /* 3: `warifu reload demo` */
    serve(engine, decision, client);
    close(client);
  }
}
