// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/owners.h"

#include <sys/socket.h>

#include <utility>

namespace warifu::mariadb {
namespace {

// 0: unknown; no socket has it.
uint64_t cookie_of(int fd) {
  uint64_t cookie = 0;
  socklen_t size = sizeof cookie;
  if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) != 0) return 0;
  return cookie;
}

}  // namespace

Owner Owners::of(const client::Engine& engine, int fd) {
  const uint64_t cookie = cookie_of(fd);
  if (cookie == 0) return nullptr;
  Owner owner = find(fd, cookie);
  if (owner) return owner;
  owner = engine.read_owner(fd);  // not under the lock: one connection is one thread's
  if (!owner) return nullptr;
  const std::lock_guard lock(mutex_);
  by_descriptor_[fd] = Kept{cookie, owner};
  return owner;
}

Owner Owners::find(int fd, uint64_t cookie) {
  const std::lock_guard lock(mutex_);
  const auto found = by_descriptor_.find(fd);
  if (found == by_descriptor_.end() || found->second.cookie != cookie) return nullptr;
  return found->second.owner;
}

}  // namespace warifu::mariadb
