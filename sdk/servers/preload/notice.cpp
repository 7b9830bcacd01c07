// SPDX-License-Identifier: MIT
#include "sdk/servers/preload/notice.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace warifu::preload {
namespace {

// A datagram of its own, as syslog(3) sends it: that function's descriptor and settings are the
// server's.
void tell_system(std::string_view text) {
  constexpr std::string_view kHead = "<83>warifu: ";  // authpriv, error
  sockaddr_un log{};
  log.sun_family = AF_UNIX;
  constexpr std::string_view kPath = "/dev/log";
  std::memcpy(log.sun_path, kPath.data(), kPath.size());
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return;
  std::array<iovec, 2> parts{iovec{const_cast<char*>(kHead.data()), kHead.size()},
                             iovec{const_cast<char*>(text.data()), text.size()}};
  msghdr message{};
  message.msg_name = &log;
  message.msg_namelen = sizeof log;
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  sendmsg(fd, &message, MSG_NOSIGNAL);
  close(fd);
}

}  // namespace

void Notice::keep_standard_error() {
  is_kept_ = fstat(STDERR_FILENO, &kept_) == 0;
}

void Notice::tell(const char* text) const {
  constexpr size_t kMost = 4096;
  const std::string_view shown = std::string_view(text).substr(0, kMost);
  struct stat now {};
  const bool is_same = is_kept_ && fstat(STDERR_FILENO, &now) == 0 && now.st_dev == kept_.st_dev &&
                       now.st_ino == kept_.st_ino;
  if (!is_same) return tell_system(shown);
  std::array<char, kMost + 16> line{};
  constexpr std::string_view kHead = "warifu: ";
  std::memcpy(line.data(), kHead.data(), kHead.size());
  std::memcpy(line.data() + kHead.size(), shown.data(), shown.size());
  line[kHead.size() + shown.size()] = '\n';
  if (write(STDERR_FILENO, line.data(), kHead.size() + shown.size() + 1) < 0) tell_system(shown);
}

}  // namespace warifu::preload
