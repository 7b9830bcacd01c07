// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/diagnostic/result.h"
#include "kernel/agent/epoch_window.h"
#include "kernel/bpf/layout.h"
#include "kernel/wire/secret.h"

namespace warifu::agent {

// Where a generation's epoch keys are put: the kernel's map, or a test's.
struct EpochStore {
  std::function<Result<void>(uint32_t key, uint64_t epoch, const warifu_epoch_key&)> put;
  std::function<void(uint32_t key, uint64_t epoch)> remove;
};

// Derives the keys of a generation ahead of the clock, and takes out what is over. It alone knows
// the host keys once the configuration was read; wiped when it ends. One thread.
class EpochFeeder {
 public:
  EpochFeeder(std::vector<wire::Secret> keys, std::chrono::seconds ahead, EpochStore store)
      : keys_(std::move(keys)), ahead_(ahead), store_(std::move(store)) {}

  // Brings the store to what it should hold at a moment. Where the current epoch is missing (the
  // clock was set) it comes first, so that signing goes on at once. After an error, what is there
  // stays and the next call goes on.
  [[nodiscard]] Result<void> keep_up(int64_t unix_seconds);

  [[nodiscard]] const EpochWindow& present() const { return present_; }

 private:
  [[nodiscard]] Result<void> put(uint64_t epoch);
  void remove(uint64_t first, uint64_t end);
  void remove_outside(const EpochWindow& wanted);
  std::vector<wire::Secret> keys_;
  std::chrono::seconds ahead_;
  EpochStore store_;
  EpochWindow present_;
};

}  // namespace warifu::agent
