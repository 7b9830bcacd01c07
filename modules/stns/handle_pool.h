// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "modules/stns/curl_handle.h"

namespace stns {

// Handles that are kept, so that the next request finds its connection open. take() on any thread
// at once. There is no lock that a fork could find held.
class HandlePool {
 public:
  explicit HandlePool(const Connection& connection) : connection_(connection) {}
  ~HandlePool();
  HandlePool(const HandlePool&) = delete;
  HandlePool& operator=(const HandlePool&) = delete;

  class Lease {
   public:
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      if (taken_) taken_->store(false);
    }
    CurlHandle& operator*() const { return *handle_; }

   private:
    friend HandlePool;
    Lease(std::atomic<bool>* taken, CurlHandle* handle) : taken_(taken), handle_(handle) {}
    explicit Lease(std::unique_ptr<CurlHandle> own) : own_(std::move(own)), handle_(own_.get()) {}

    std::unique_ptr<CurlHandle> own_;
    std::atomic<bool>* taken_ = nullptr;
    CurlHandle* handle_;
  };

  // For one request. `keep`: a later one will want its connection. Throws std::bad_alloc.
  Lease take(bool keep);

  // In a process that may have inherited handles by fork: has none afterwards. Not beside take().
  void abandon();

 private:
  struct Slot {
    std::atomic<bool> taken = false;
    std::atomic<CurlHandle*> handle = nullptr;
  };
  const Connection& connection_;
  std::array<Slot, 16> slots_;  // who finds none free makes a handle for the one request
};

}  // namespace stns
