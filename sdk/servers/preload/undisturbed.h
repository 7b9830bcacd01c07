// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <cerrno>

namespace warifu::preload {

// While it lives the shim works unseen: errno is as before afterwards, and the thread is not
// cancelled in the middle of the library. accept() itself, which may be, is called outside.
class Undisturbed {
 public:
  Undisturbed() : errno_(errno) { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state_); }
  ~Undisturbed() {
    pthread_setcancelstate(state_, nullptr);
    errno = errno_;
  }
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;

 private:
  int errno_;
  int state_ = PTHREAD_CANCEL_ENABLE;
};

}  // namespace warifu::preload
