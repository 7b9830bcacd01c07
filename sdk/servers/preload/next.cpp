// SPDX-License-Identifier: MIT
#include "sdk/servers/preload/next.h"

#include <dlfcn.h>

#include <atomic>

namespace warifu::preload {
namespace {

template <typename Function>
Function found(std::atomic<void*>& kept, const char* name) {
  void* there = kept.load(std::memory_order_relaxed);
  if (there == nullptr) {
    there = dlsym(RTLD_NEXT, name);  // every thread finds the same
    kept.store(there, std::memory_order_relaxed);
  }
  return reinterpret_cast<Function>(there);
}

constinit std::atomic<void*> kept_listen{nullptr};
constinit std::atomic<void*> kept_accept{nullptr};
constinit std::atomic<void*> kept_accept4{nullptr};

}  // namespace

ListenFunction next_listen() {
  return found<ListenFunction>(kept_listen, "listen");
}

AcceptFunction next_accept() {
  return found<AcceptFunction>(kept_accept, "accept");
}

Accept4Function next_accept4() {
  return found<Accept4Function>(kept_accept4, "accept4");
}

}  // namespace warifu::preload
