// SPDX-License-Identifier: MIT
#include "tests/unit/owner/child.h"

#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "core/posix/unique_fd.h"

namespace warifu {
namespace {

void check(bool ok, const std::string& what) {
  if (!ok) throw std::runtime_error(what);
}

[[noreturn]] void work_and_exit(int out, const std::function<std::string()>& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::string text;
  try {
    text = work();
  } catch (const std::exception& error) {
    text = std::string("threw: ") + error.what();
  }
  const bool written = write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  _exit(written ? 0 : 1);
}

std::string read_all(int fd) {
  std::string out;
  char part[512];
  for (ssize_t n; (n = read(fd, part, sizeof(part))) > 0;)
    out.append(part, static_cast<size_t>(n));
  return out;
}

}  // namespace

std::string in_child(const std::function<std::string()>& work) {
  int ends[2];
  check(pipe(ends) == 0, "pipe");
  UniqueFd in(ends[0]), out(ends[1]);
  const pid_t child = fork();
  check(child >= 0, "fork");
  if (child == 0) work_and_exit(out.get(), work);
  out.reset();
  const std::string text = read_all(in.get());
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0 ? text : "died: status " + std::to_string(status);
}

void become(uid_t uid, gid_t gid) {
  check(setgroups(0, nullptr) == 0, "setgroups");
  check(setresgid(gid, gid, gid) == 0, "setresgid");
  check(setresuid(uid, uid, uid) == 0, "setresuid");
}

void enter_new_network() {
  check(unshare(CLONE_NEWNET) == 0, "unshare(CLONE_NEWNET)");
  run("ip link set lo up");
}

void run(const std::string& command) {
  check(std::system(command.c_str()) == 0, command);
}

bool is_root() {
  return geteuid() == 0;
}

}  // namespace warifu
