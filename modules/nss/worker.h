// SPDX-License-Identifier: MIT
// Calls that cannot be given a deadline, made so that who asks keeps its own.
//
// The name service may hang for minutes, with its server gone. So it is called on a thread of the
// module's: who asked waits for it as long as it has time, and then leaves it alone with its call.
//   - There is one such thread at most for each entry and process, started when there is something
//     to ask, and ended when nobody asks any more: an idle server has none, and so none is lost in
//     a fork. All signals are blocked in it: the server's handlers stay on the server's threads.
//   - Who asks while it is at work waits for its turn, in order, as long as it has time.
//   - A call that its asker gave up makes the thread stuck. Nobody waits behind it: who asks then
//   is
//     told so at once. When the call comes back, if ever, all is as before; its late answer is
//     dropped.
//   - Nothing waits for a stuck thread, closing the entry neither: it owns what it uses, and frees
//     it when it comes back. A module is never unloaded, so there is code for it to come back to.
//   - After a fork the child makes a Worker of its own, and does not touch the parent's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "modules/nss/name_service.h"

namespace nss {

// Any thread.
class Worker {
 public:
  Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // `work` must own all that it uses: it may outlive the caller. What it throws as std::exception,
  // and everything that keeps it from being done in time (microseconds), is kUnavailable; only a
  // call that ran and did not end is blamed on the directory.
  Fetched run(std::function<Fetched()> work, int64_t time_left);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace nss
