// SPDX-License-Identifier: MIT
#pragma once

#include <sys/prctl.h>

namespace warifu::cli {

// While this lives, the process leaves no core file and no other of the same user can look into
// it. Made before the first secret is read, and so the last to go.
class NotDumpable {
 public:
  NotDumpable() : before_(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }
  NotDumpable(const NotDumpable&) = delete;
  NotDumpable& operator=(const NotDumpable&) = delete;
  ~NotDumpable() {
    if (before_ == 1) prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  }

 private:
  int before_;
};

}  // namespace warifu::cli
