// SPDX-License-Identifier: MIT
#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "warifu/warifu.h"

namespace {

struct FolderCloser {
  void operator()(DIR* folder) const { closedir(folder); }
};

// A socket that has no SYN: AF_UNIX, UDP, ...
bool is_not_tcp(int error) {
  return error == EOPNOTSUPP || error == ENOPROTOOPT;
}

bool is_listening(int fd) {
  int listening = 0;
  socklen_t length = sizeof listening;
  return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening != 0;
}

}  // namespace

extern "C" {

int warifu_prepare_listener(int listen_fd) {
  const int on = 1;
  if (setsockopt(listen_fd, IPPROTO_TCP, TCP_SAVE_SYN, &on, sizeof on) == 0) return WARIFU_OK;
  if (is_not_tcp(errno)) return WARIFU_OK;
  return errno == EBADF || errno == ENOTSOCK ? WARIFU_E_ARGUMENT : WARIFU_E_UNAVAILABLE;
}

int warifu_prepare_listeners(void) {
  const std::unique_ptr<DIR, FolderCloser> folder(opendir("/proc/self/fd"));
  if (!folder) return WARIFU_E_UNAVAILABLE;
  int found = 0;
  bool refused = false;
  while (const dirent* const entry = readdir(folder.get())) {
    if (entry->d_name[0] == '.') continue;
    const int fd = static_cast<int>(std::strtol(entry->d_name, nullptr, 10));
    if (!is_listening(fd)) continue;
    ++found;
    if (warifu_prepare_listener(fd) != WARIFU_OK) refused = true;
  }
  return refused ? static_cast<int>(WARIFU_E_UNAVAILABLE) : found;
}

}  // extern "C"
