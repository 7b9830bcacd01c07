// SPDX-License-Identifier: MIT
#include "core/cache/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <climits>

namespace warifu {

void futex_wait(const std::atomic<uint32_t>& word, uint32_t value, int64_t timeout) {
  if (timeout <= 0) return;
  const timespec span{timeout / 1'000'000, timeout % 1'000'000 * 1000};
  (void)syscall(SYS_futex, &word, FUTEX_WAIT, value, &span, nullptr, 0);
}

void futex_wake_all(const std::atomic<uint32_t>& word) {
  (void)syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace warifu
