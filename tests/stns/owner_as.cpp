// SPDX-License-Identifier: MIT
#include "tests/stns/owner_as.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

// The calling thread alone acts as somebody else: glibc's own setresuid would change all threads.
class ActingAs {
 public:
  explicit ActingAs(uint32_t uid) {
    require(syscall(SYS_setresgid, -1, uid, -1) == 0, "setresgid");
    require(syscall(SYS_setresuid, -1, uid, -1) == 0, "setresuid");
  }
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;
  ~ActingAs() {
    syscall(SYS_setresuid, -1, 0, -1);
    syscall(SYS_setresgid, -1, 0, -1);
    prctl(PR_SET_DUMPABLE, 1);  // lost with the change, and with it /proc/self
  }
};

class Pair {
 public:
  explicit Pair(uint32_t uid) {
    const ActingAs somebody(uid);
    require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_) == 0, "socketpair");
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() {
    close(ends_[0]);
    close(ends_[1]);
  }
  [[nodiscard]] int accepted() const { return ends_[0]; }

 private:
  int ends_[2] = {-1, -1};
};

}  // namespace

warifu::client::Owner owner_as(const warifu::client::Engine& engine, uint32_t uid) {
  const Pair pair(uid);
  auto owner = engine.read_owner(pair.accepted());
  require(owner != nullptr, "read_owner");
  return owner;
}
