// SPDX-License-Identifier: MIT
// The functions of the C library that a server calls, with the hook in them. Nothing here throws.
#include <unistd.h>

#include "sdk/servers/preload/environment.h"
#include "sdk/servers/preload/gate.h"
#include "sdk/servers/preload/next.h"
#include "sdk/servers/preload/socket.h"
#include "sdk/servers/preload/undisturbed.h"

namespace {

using namespace warifu::preload;

// The one of this process: what the C library calls has no place for a pointer of ours.
constinit Gate gate;

// The server itself is told at once that nobody could be let in. A program that it runs may never
// accept anything, and gets an engine when it does; or right away where it was given listeners,
// before it can give up the rights to open one.
__attribute__((constructor)) void begin() {
  const Undisturbed undisturbed;
  gate.read_environment();
  const Settings& settings = gate.settings();
  if (settings.is_trial) _exit(gate.engine() != nullptr ? kTrialWorks : kTrialFailed);
  if (warifu_prepare_listeners() > 0) gate.engine();
  if (settings.is_server && gate.engine() == nullptr) _exit(kCannotServe);
}

enum class Verdict { kLetIn, kGoOn, kGiveUp };

// How a server waits for clients decides what it is told of one that was refused. A listener that
// does not block is asked again. One that blocks must never keep a server waiting that was told
// of a client by poll(): unless nobody was there when it began to wait, it is ECONNABORTED.
class Call {
 public:
  explicit Call(int listener, const socklen_t* length)
      : listener_(listener), length_(length != nullptr ? *length : 0) {
    const Undisturbed undisturbed;
    blocks_ = !is_nonblocking(listener);
    waits_ = blocks_ && !is_ready(listener);
  }

  Verdict judge(int client, socklen_t* length) {
    const Undisturbed undisturbed;
    if (!has_owner(client) || gate.lets_in(client)) return Verdict::kLetIn;
    end(client);
    if (length != nullptr) *length = length_;  // as the caller gave it
    return may_go_on() ? Verdict::kGoOn : Verdict::kGiveUp;
  }

 private:
  bool may_go_on() {
    if (waits_) return true;
    // Who sends us thousands must not keep a server from all its other work.
    constexpr int kMost = 64;
    if (++refused_ >= kMost) return false;
    return !blocks_ || is_ready(listener_);
  }

  int listener_;
  socklen_t length_;
  bool blocks_ = false;
  bool waits_ = false;
  int refused_ = 0;
};

// `take` is the real function, a cancellation point: it is called with nothing of ours around it.
template <typename Take>
int accept_owners(int listener, socklen_t* length, Take take) {
  Call call(listener, length);
  for (;;) {
    const int client = take();
    if (client < 0) return client;
    const Verdict verdict = call.judge(client, length);
    if (verdict == Verdict::kLetIn) return client;
    if (verdict == Verdict::kGiveUp) break;
  }
  errno = ECONNABORTED;
  return -1;
}

}  // namespace

extern "C" {

__attribute__((visibility("default"))) int listen(int fd, int backlog) noexcept {
  const ListenFunction real = next_listen();
  if (real == nullptr) {
    errno = ENOSYS;
    return -1;
  }
  {
    const Undisturbed undisturbed;
    // Where it cannot be kept nobody has an owner, and the log says so.
    (void)warifu_prepare_listener(fd);
    (void)gate.engine();
  }
  return real(fd, backlog);
}

__attribute__((visibility("default"))) int accept(int fd, sockaddr* address, socklen_t* length) {
  const AcceptFunction real = next_accept();
  if (real == nullptr) {
    errno = ENOSYS;
    return -1;
  }
  return accept_owners(fd, length, [&] { return real(fd, address, length); });
}

__attribute__((visibility("default"))) int accept4(int fd, sockaddr* address, socklen_t* length,
                                                   int flags) {
  const Accept4Function real = next_accept4();
  if (real == nullptr) {
    errno = ENOSYS;
    return -1;
  }
  return accept_owners(fd, length, [&] { return real(fd, address, length, flags); });
}

}  // extern "C"
