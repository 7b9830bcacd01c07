// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <atomic>
#include <ctime>
#include <memory>

#include "modules/hmac_owner/replay/patience.h"

namespace hmac_owner {

// Something that is opened when it can be, at most one attempt a second, and kept from then on. One
// thread tries while the others wait for it. Safe across fork(2): what was open stays open in the
// child, and an attempt of the parent's is not waited for there.
template <typename T>
class OpenedLazily {
 public:
  OpenedLazily() = default;
  OpenedLazily(const OpenedLazily&) = delete;
  OpenedLazily& operator=(const OpenedLazily&) = delete;
  ~OpenedLazily() { delete opened_.load(); }

  // nullptr: not open. `open` gives a std::unique_ptr<T>, or none where it failed, and may throw.
  template <typename Open>
  T* get(const Open& open) {
    T* opened = opened_.load(std::memory_order_acquire);
    return opened != nullptr ? opened : try_to_open(open);
  }

 private:
  class Turn {
   public:
    explicit Turn(std::atomic<pid_t>& whose) : whose_(whose) {
      const pid_t self = ::getpid();
      Patience patience(kWaitMilliseconds);
      do {
        pid_t other = 0;
        mine_ = whose_.compare_exchange_strong(other, self) ||
                (other != self && whose_.compare_exchange_strong(other, self));
      } while (!mine_ && patience.wait());
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (mine_) whose_.store(0);
    }
    [[nodiscard]] bool mine() const { return mine_; }

   private:
    static constexpr int kWaitMilliseconds = 2000;
    std::atomic<pid_t>& whose_;
    bool mine_ = false;
  };

  template <typename Open>
  T* try_to_open(const Open& open) {
    const Turn turn(opening_);
    T* opened = opened_.load(std::memory_order_acquire);
    if (opened != nullptr || !turn.mine() || !is_due()) return opened;
    opened = open().release();
    opened_.store(opened, std::memory_order_release);
    return opened;
  }

  bool is_due() {
    timespec now = {};
    (void)::clock_gettime(CLOCK_MONOTONIC, &now);
    const int64_t milliseconds = int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
    if (milliseconds < not_before_.load()) return false;
    not_before_.store(milliseconds + 1000);
    return true;
  }

  std::atomic<T*> opened_ = nullptr;
  std::atomic<pid_t> opening_ = 0;       // process id of who tries; 0: nobody
  std::atomic<int64_t> not_before_ = 0;  // milliseconds of CLOCK_MONOTONIC
};

}  // namespace hmac_owner
