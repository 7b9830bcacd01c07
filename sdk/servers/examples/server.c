/* SPDX-License-Identifier: MIT */
/* A server for lines "ACCOUNT PASSWORD", a process for each client. Service "example".
 *     cc server.c -o server $(pkg-config --cflags --libs warifu) && ./server 7000 */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <warifu/warifu.h>

static void serve(warifu_engine* engine, int client) {
  char account[64] = "", password[64] = "";
  FILE* const stream = fdopen(client, "r");
  if (stream == NULL || fscanf(stream, "%63s %63s", account, password) != 2) return;
  struct warifu_request request = WARIFU_REQUEST_INIT;
  request.fd = client;
  request.account = account;
  const int in = strcmp(password, "secret") == 0 && /* yours: a hash, in constant time */
                 warifu_verify(engine, &request, NULL) == WARIFU_PASSED;
  dprintf(client, in ? "hello %s\n" : "refused\n", account); /* the same for both: no oracle */
}

int main(int argc, char** argv) {
  struct sockaddr_in6 any = {.sin6_family = AF_INET6};
  any.sin6_port = htons((uint16_t)strtoul(argc > 1 ? argv[1] : "7000", NULL, 10));
  struct warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  options.service = "example"; /* /etc/warifu/stacks/example.toml */
  warifu_error* error = NULL;
  warifu_engine* const engine = warifu_open(&options, &error); /* once, before any fork */
  if (engine == NULL) {
    fprintf(stderr, "%s\n", warifu_error_text(error));
    return 1;
  }
  const int on = 1, listener = socket(AF_INET6, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (warifu_prepare_listener(listener) != WARIFU_OK || /* before listen(2) */
      bind(listener, (struct sockaddr*)&any, sizeof any) != 0 || listen(listener, 64) != 0) {
    perror("listen");
    return 1;
  }
  signal(SIGCHLD, SIG_IGN);
  for (;;) {
    const int client = accept(listener, NULL, NULL);
    if (warifu_reload_if_asked(engine, &error) < 0) { /* `warifu reload example` */
      fprintf(stderr, "%s\n", warifu_error_text(error));
      warifu_error_free(error);
    }
    if (client >= 0 && fork() == 0) {
      serve(engine, client);
      _exit(0);
    }
    close(client);
  }
}
