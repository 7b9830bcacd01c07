// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <atomic>

#include "core/posix/unique_fd.h"

namespace warifu {

// A descriptor that is kept in a process which is not ours. Its owner may close what it does
// not know (daemons often close all descriptors) and get the number again for a client's
// socket or a data file; a log line must never go there. So the open file is told by device
// and inode, asked anew before each use. Any thread, any process after fork; no lock, which a
// child forked at the wrong moment would find locked for ever.
class HeldDescriptor {
 public:
  HeldDescriptor() = default;
  ~HeldDescriptor();
  HeldDescriptor(const HeldDescriptor&) = delete;
  HeldDescriptor& operator=(const HeldDescriptor&) = delete;

  // The descriptor, or -1 where there is none or the number is somebody else's now.
  [[nodiscard]] int get() const;
  // Whether `status` is of the file that is held.
  [[nodiscard]] bool is(const struct stat& status) const;

  // Keeps `fd` from now on. The number stays the same where the old one is still ours, so that
  // a thread which is about to write writes to the old file or to the new, never elsewhere.
  // Nothing is kept (and `fd` is closed) while another thread of this process is at it.
  void hold(UniqueFd fd);

 private:
  bool claim();
  void replace(UniqueFd fd);

  std::atomic<int> fd_{-1};
  std::atomic<dev_t> device_{0};
  std::atomic<ino_t> inode_{0};
  std::atomic<pid_t> claimed_by_{0};  // a pid, so that a child is not bound by its parent's claim
};

}  // namespace warifu
