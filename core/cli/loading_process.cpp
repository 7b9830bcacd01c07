// SPDX-License-Identifier: MIT
#include "core/cli/loading_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/cli/context.h"
#include "core/posix/unique_fd.h"

namespace warifu::cli {
namespace {

// What the process that loads says at its end.
enum class Answer : char { kLoads = 'L', kHasMistakes = 'M' };

[[noreturn]] void load_and_exit(const std::function<bool()>& load, int answer) {
  const bool loads = load();
  std::fflush(nullptr);
  const auto said = static_cast<char>(loads ? Answer::kLoads : Answer::kHasMistakes);
  _exit(write(answer, &said, 1) == 1 ? kExitOk : kExitCannotSay);
}

LoadingOutcome crashed(int status) {
  return {Loaded::kCrashed,
          WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : std::string("it ended the process")};
}

}  // namespace

LoadingOutcome load_in_process(const std::function<bool()>& load) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const UniqueFd from(ends[0]);
  UniqueFd to(ends[1]);
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return {};
  if (child == 0) load_and_exit(load, to.get());
  to = UniqueFd();
  int status = -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // It has ended, so this does not wait for it; what it may have started is not waited for.
  // In words, not by its exit status: a module may end the process with any.
  char said = 0;
  if (fcntl(from.get(), F_SETFL, O_NONBLOCK) != 0) return {};
  if (read(from.get(), &said, 1) != 1) return crashed(status);
  const bool loads = said == static_cast<char>(Answer::kLoads) && status == 0;
  return {loads ? Loaded::kYes : Loaded::kNo, ""};
}

}  // namespace warifu::cli
