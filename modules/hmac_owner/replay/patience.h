// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

namespace hmac_owner {

// Waiting for somebody else in steps of a millisecond, a bounded number of times. No futex and no
// condition: whoever is waited for may have died, or may live in a process that this one was
// forked from.
class Patience {
 public:
  explicit Patience(int milliseconds) : left_(milliseconds) {}

  // False where there is none left; else a millisecond passed.
  bool wait() {
    if (left_ <= 0) return false;
    --left_;
    const timespec step = {0, 1'000'000};
    ::nanosleep(&step, nullptr);
    return true;
  }

 private:
  int left_;
};

}  // namespace hmac_owner
