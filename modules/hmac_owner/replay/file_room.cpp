// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/file_room.h"

#include <fcntl.h>

#include <cerrno>

namespace hmac_owner {
namespace {

bool change(int fd, int mode, uint64_t offset, uint64_t length) {
  constexpr int kAttempts = 1000;  // a server that gets signals faster than that has other troubles
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (::fallocate(fd, mode | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                    static_cast<off_t>(length)) == 0) {
      return true;
    }
    if (errno != EINTR) return false;
  }
  return false;
}

}  // namespace

bool give_room(int fd, uint64_t offset, uint64_t length) {
  return change(fd, 0, offset, length);
}

bool take_room(int fd, uint64_t offset, uint64_t length) {
  return change(fd, FALLOC_FL_PUNCH_HOLE, offset, length);
}

}  // namespace hmac_owner
