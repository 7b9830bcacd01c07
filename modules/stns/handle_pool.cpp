// SPDX-License-Identifier: MIT
#include "modules/stns/handle_pool.h"

namespace stns {

HandlePool::~HandlePool() {
  for (Slot& slot : slots_)
    delete slot.handle.load();
}

HandlePool::Lease HandlePool::take(bool keep) {
  if (!keep) return Lease(std::make_unique<CurlHandle>(connection_));
  for (Slot& slot : slots_) {
    if (slot.taken.exchange(true)) continue;
    if (slot.handle.load() == nullptr) {
      std::unique_ptr<CurlHandle> made;
      try {
        made = std::make_unique<CurlHandle>(connection_);
      } catch (const std::bad_alloc&) {
        slot.taken = false;
        throw;
      }
      slot.handle = made.release();
    }
    return {&slot.taken, slot.handle.load()};
  }
  return Lease(std::make_unique<CurlHandle>(connection_));
}

void HandlePool::abandon() {
  for (Slot& slot : slots_) {
    CurlHandle* const inherited = slot.handle.exchange(nullptr);
    if (inherited) inherited->close_inherited_sockets();
    slot.taken = false;
  }
}

}  // namespace stns
