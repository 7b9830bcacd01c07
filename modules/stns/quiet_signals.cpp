// SPDX-License-Identifier: MIT
#include "modules/stns/quiet_signals.h"

#include <ctime>

namespace stns {
namespace {

bool is_pipe_pending() {
  sigset_t pending;
  return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

}  // namespace

QuietSignals::QuietSignals() : pipe_was_pending_(is_pipe_pending()) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before_);
}

QuietSignals::~QuietSignals() {
  if (!pipe_was_pending_ && is_pipe_pending()) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    constexpr timespec kNow = {};
    sigtimedwait(&pipe, nullptr, &kNow);
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace stns
