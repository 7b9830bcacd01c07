// SPDX-License-Identifier: MIT
#include "kernel/agent/background.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "core/posix/unique_fd.h"

namespace warifu::agent {
namespace {

// The child says so by one byte; without it, it ended.
int wait_until_ready(int from_child, pid_t child) {
  char byte = 0;
  ssize_t length = 0;
  do {
    length = ::read(from_child, &byte, 1);
  } while (length < 0 && errno == EINTR);
  if (length == 1) return 0;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

void leave_terminal() {
  const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int standard : {0, 1, 2})
    ::dup2(nothing.get(), standard);
}

}  // namespace

int run_in_background(const std::function<int(const std::function<void()>& ready)>& body) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return 1;
  UniqueFd from_child(ends[0]);
  UniqueFd to_parent(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return 1;
  if (child > 0) {
    to_parent.reset();
    return wait_until_ready(from_child.get(), child);
  }
  from_child.reset();
  ::setsid();
  return body([&] {
    leave_terminal();
    const char byte = 1;
    if (::write(to_parent.get(), &byte, 1) == 1) to_parent.reset();
  });
}

}  // namespace warifu::agent
