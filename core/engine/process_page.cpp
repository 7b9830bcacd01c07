// SPDX-License-Identifier: MIT
#include "core/engine/process_page.h"

#include <sys/mman.h>
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

namespace warifu {
namespace {

// Wiped memory must be an unlocked mutex and "not started": true of glibc and musl, and
// checked, since nothing else would tell.
bool zero_is_initial() {
  static constexpr pthread_mutex_t kInitial = PTHREAD_MUTEX_INITIALIZER;
  std::array<unsigned char, sizeof kInitial> bytes{};
  std::memcpy(bytes.data(), &kInitial, sizeof kInitial);
  return std::all_of(bytes.begin(), bytes.end(), [](unsigned char each) { return each == 0; });
}
static_assert(static_cast<uint8_t>(ProcessPage::Started::kNo) == 0);
static_assert(std::atomic<ProcessPage::Started>::is_always_lock_free);

bool lock_until(pthread_mutex_t& mutex, const timespec& until) {
  if (pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &until) != 0) return false;
#ifdef __SANITIZE_THREAD__
  // ThreadSanitizer of gcc 12 knows pthread_mutex_unlock, but not this way to lock.
  __tsan_mutex_pre_lock(&mutex, 0);
  __tsan_mutex_post_lock(&mutex, 0, 0);
#endif
  return true;
}

}  // namespace

Result<std::unique_ptr<ProcessPage>> ProcessPage::make(size_t entries) {
  if (!zero_is_initial()) {
    return failure(ErrorKind::kInternal, "this C library's mutexes are not zero when unlocked");
  }
  const size_t bytes = std::max<size_t>(1, entries) * sizeof(Entry);
  void* const memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    return failure(ErrorKind::kUnavailable, std::string("mmap: ") + std::strerror(errno));
  }
  std::unique_ptr<ProcessPage> page(new ProcessPage(memory, bytes));
  if (madvise(memory, bytes, MADV_WIPEONFORK) != 0) {
    return failure(
        ErrorKind::kUnavailable,
        std::string("madvise(MADV_WIPEONFORK), which needs Linux 4.14: ") + std::strerror(errno));
  }
  return page;
}

ProcessPage::~ProcessPage() {
  munmap(entries_, bytes_);
}

EntryLock::EntryLock(ProcessPage::Entry& entry, const timespec& until)
    : entry_(entry), held_(lock_until(entry.mutex, until)) {}

EntryLock::EntryLock(ProcessPage::Entry& entry)
    : entry_(entry), held_(pthread_mutex_trylock(&entry.mutex) == 0) {}

EntryLock::~EntryLock() {
  if (held_) pthread_mutex_unlock(&entry_.mutex);
}

}  // namespace warifu
