// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>
#include <time.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/diagnostic/result.h"

namespace warifu {

// What a loading keeps for each process: which modules were started in it, and the locks of
// modules that are not thread-safe. The memory is wiped in a child at fork (MADV_WIPEONFORK,
// madvise(2), Linux 4.14), so a child begins anew without noticing the fork by a system call,
// and a lock that another thread of the parent held at fork is free in the child.
class ProcessPage {
 public:
  enum class Started : uint8_t { kNo, kYes, kFailed };

  struct Entry {
    pthread_mutex_t mutex;
    std::atomic<Started> started;
  };

  // Room for `entries` entries.
  static Result<std::unique_ptr<ProcessPage>> make(size_t entries);
  ~ProcessPage();
  ProcessPage(const ProcessPage&) = delete;
  ProcessPage& operator=(const ProcessPage&) = delete;

  [[nodiscard]] Entry& entry(size_t index) { return entries_[index]; }

 private:
  ProcessPage(void* memory, size_t bytes) : entries_(static_cast<Entry*>(memory)), bytes_(bytes) {}
  Entry* entries_;
  size_t bytes_;
};

// Holds an entry's lock. Waits until a moment of CLOCK_MONOTONIC, or not at all.
class EntryLock {
 public:
  EntryLock(ProcessPage::Entry& entry, const timespec& until);
  explicit EntryLock(ProcessPage::Entry& entry);  // only if it is free
  ~EntryLock();
  EntryLock(const EntryLock&) = delete;
  EntryLock& operator=(const EntryLock&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  ProcessPage::Entry& entry_;
  bool held_;
};

}  // namespace warifu
