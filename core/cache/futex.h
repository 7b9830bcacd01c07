// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace warifu {

// futex(2) between processes. Sleeps for at most `timeout` microseconds while the word is `value`;
// also returns for no reason at all.
void futex_wait(const std::atomic<uint32_t>& word, uint32_t value, int64_t timeout);
void futex_wake_all(const std::atomic<uint32_t>& word);

}  // namespace warifu
