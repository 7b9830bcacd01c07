// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu::agent {

// Becomes readable when a time has passed, and at once when the machine's real time is set or the
// machine wakes up. One thread.
class ClockTimer {
 public:
  [[nodiscard]] static Result<ClockTimer> create();
  [[nodiscard]] int fd() const { return fd_.get(); }

  // Takes back what made it readable and begins anew. To be called before the clock is read:
  // a change after that is then told.
  [[nodiscard]] Result<void> restart(std::chrono::seconds after);

 private:
  explicit ClockTimer(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace warifu::agent
