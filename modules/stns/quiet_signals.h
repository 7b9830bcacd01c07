// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

namespace stns {

// While it lives, no signal is delivered to this thread, nor to threads that it starts: a server's
// handlers must not run on a resolver's thread. A SIGPIPE that came of writing to a connection that
// the other end closed is taken away; all other signals come when it ends.
class QuietSignals {
 public:
  QuietSignals();
  ~QuietSignals();
  QuietSignals(const QuietSignals&) = delete;
  QuietSignals& operator=(const QuietSignals&) = delete;

 private:
  sigset_t before_ = {};
  bool pipe_was_pending_ = false;
};

}  // namespace stns
