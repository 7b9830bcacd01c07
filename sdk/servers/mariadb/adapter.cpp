// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/adapter.h"

#include <mutex>
#include <utility>

namespace warifu::mariadb {
namespace {

struct Slot {
  std::mutex mutex;
  std::shared_ptr<Adapter> adapter;
};

Slot& slot() {
  static auto* const made =
      new Slot;  // never destroyed: the server's threads may outlive exit handlers
  return *made;
}

}  // namespace

std::shared_ptr<Adapter> loaded() {
  const std::lock_guard lock(slot().mutex);
  return slot().adapter;
}

void set_loaded(std::shared_ptr<Adapter> adapter) {
  {
    const std::lock_guard lock(slot().mutex);
    slot().adapter.swap(adapter);
  }
  // What was there ends here, outside the lock.
}

}  // namespace warifu::mariadb
