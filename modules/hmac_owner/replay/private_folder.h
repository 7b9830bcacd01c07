// SPDX-License-Identifier: MIT
// The folder that a server's own user keeps for the files of this module.
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace hmac_owner {

// Opens `path` (absolute) for reading. It must be a real folder of the effective user's with mode
// exactly 0700, reached without following a link, through parents that belong to root or to that
// user and that nobody else may write to (core/trust has the rules). The error says what is wrong
// and what to do.
warifu::Result<warifu::UniqueFd> open_private_folder(const std::string& path);

// An exclusive lock on a private folder, for what is done rarely and by one process at a time.
// The kernel gives it back when its holder dies. Each lock opens the folder anew, because flock(2)
// belongs to what open(2) made: a descriptor inherited over fork(2) would lock nobody out. It is
// given back explicitly, because a child that another thread forked meanwhile still holds a copy of
// the descriptor.
class FolderLock {
 public:
  FolderLock() = default;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

  // One attempt without waiting. 0: held; EWOULDBLOCK: somebody else's; else what went wrong.
  int try_lock(int folder);

  // Waits about `milliseconds` at most, so that a stopped process cannot stop everybody.
  int lock(int folder, int milliseconds);

 private:
  warifu::UniqueFd fd_;
  bool held_ = false;
};

}  // namespace hmac_owner
