// SPDX-License-Identifier: MIT
#include "kernel/agent/clock_timer.h"

#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "kernel/agent/errno_text.h"

namespace warifu::agent {

Result<ClockTimer> ClockTimer::create() {
  UniqueFd fd(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!fd.valid()) {
    return failure(ErrorKind::kInternal, with_errno("cannot watch the clock", errno));
  }
  return ClockTimer(std::move(fd));
}

Result<void> ClockTimer::restart(std::chrono::seconds after) {
  // An absolute time: only such a timer is cancelled when the clock is set. What was due, and
  // ECANCELED, count for nothing: whoever is woken reads the clock.
  itimerspec due{};
  ::clock_gettime(CLOCK_REALTIME, &due.it_value);
  due.it_value.tv_sec += after.count();
  if (::timerfd_settime(fd_.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &due, nullptr) !=
          0 &&
      errno != ECANCELED) {
    return failure(ErrorKind::kInternal, with_errno("cannot watch the clock", errno));
  }
  return {};
}

}  // namespace warifu::agent
