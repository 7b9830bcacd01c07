// SPDX-License-Identifier: MIT
#include "core/log/held_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

namespace warifu {

HeldDescriptor::~HeldDescriptor() {
  const int fd = get();
  if (fd >= 0) ::close(fd);
}

int HeldDescriptor::get() const {
  const int fd = fd_.load();
  struct stat status = {};
  if (fd < 0 || fstat(fd, &status) != 0) return -1;
  return is(status) ? fd : -1;
}

bool HeldDescriptor::is(const struct stat& status) const {
  return status.st_ino == inode_.load() && status.st_dev == device_.load();
}

bool HeldDescriptor::claim() {
  const pid_t self = getpid();
  pid_t holder = claimed_by_.load();
  return holder != self && claimed_by_.compare_exchange_strong(holder, self);
}

void HeldDescriptor::hold(UniqueFd fd) {
  if (!fd.valid() || !claim()) return;
  replace(std::move(fd));
  claimed_by_.store(0);
}

void HeldDescriptor::replace(UniqueFd fd) {
  struct stat status = {};
  if (fstat(fd.get(), &status) != 0) return;
  const int old = get();
  if (old >= 0 && dup3(fd.get(), old, O_CLOEXEC) < 0) return;
  // Between these three lines a reader finds number and file at odds, and does without.
  device_.store(status.st_dev);
  inode_.store(status.st_ino);
  if (old < 0) fd_.store(fd.release());
}

}  // namespace warifu
