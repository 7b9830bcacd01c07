// SPDX-License-Identifier: MIT
#include "core/log/stream_sink.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace warifu {
namespace {

// A pipe is ready when PIPE_BUF bytes fit, and no sentence is longer (pipe(7), poll(2)). One
// without a reader is not written to: SIGPIPE would be the server's death.
int readiness(int fd) {
  pollfd event = {fd, POLLOUT, 0};
  if (poll(&event, 1, 0) < 0) return errno;
  if ((event.revents & POLLNVAL) != 0) return EBADF;
  if ((event.revents & (POLLERR | POLLHUP)) != 0) return EPIPE;
  return (event.revents & POLLOUT) != 0 ? 0 : EAGAIN;
}

}  // namespace

int StreamSink::write(const LogEntry& entry) noexcept {
  const int error = readiness(fd_);
  if (error != 0) return error;
  Line line;
  entry.append_sentence(line.text("warifu: "));
  line.text("\n");
  return ::write(fd_, line.view().data(), line.view().size()) < 0 ? errno : 0;
}

}  // namespace warifu
