// SPDX-License-Identifier: MIT
// The owners of the connections that are there. The kernel tells a saved SYN once, and a connection
// may log in again (COM_CHANGE_USER, a second plugin of the account): it keeps the owner it came
// with.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "warifu/warifu.hpp"

namespace warifu::mariadb {

using Owner = std::shared_ptr<const warifu_owner_handle>;

// Any thread.
class Owners {
 public:
  // Of a connected socket; read where it was not yet. Empty: it cannot be told which connection
  // this is, or there is no memory.
  Owner of(const client::Engine& engine, int fd);

 private:
  struct Kept {
    uint64_t cookie = 0;
    Owner owner;
  };
  Owner find(int fd, uint64_t cookie);

  // Nobody tells of a connection's end. A descriptor is one connection at a time, so there are
  // never more than the server had descriptors; the cookie tells a number's next connection.
  std::mutex mutex_;
  std::unordered_map<int, Kept> by_descriptor_;
};

}  // namespace warifu::mariadb
