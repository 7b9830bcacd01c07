// SPDX-License-Identifier: MIT
#include "kernel/agent/settings.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <utility>

#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

size_t page() {
  return static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

Result<Settings> Settings::map(int fd, bool writable) {
  const int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
  void* memory = ::mmap(nullptr, page(), protection, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) {
    return failure(ErrorKind::kInternal, with_errno("cannot map the settings of BPF", errno));
  }
  return Settings(static_cast<warifu_settings*>(memory));
}

Settings::Settings(Settings&& other) noexcept
    : settings_(std::exchange(other.settings_, nullptr)) {}

Settings::~Settings() {
  if (settings_ != nullptr) ::munmap(settings_, page());
}

uint32_t Settings::generation() const {
  return std::atomic_ref(settings_->generation).load(std::memory_order_acquire);
}

void Settings::activate(uint32_t generation) {
  std::atomic_ref(settings_->generation).store(generation, std::memory_order_release);
}

int64_t Settings::real_minus_boot() const {
  return std::atomic_ref<__s64>(settings_->real_minus_boot).load(std::memory_order_relaxed);
}

void Settings::set_tai_offset(int32_t seconds) {
  std::atomic_ref(settings_->tai_offset).store(seconds, std::memory_order_relaxed);
}

void Settings::set_real_minus_boot(int64_t nanoseconds) {
  std::atomic_ref<__s64>(settings_->real_minus_boot).store(nanoseconds, std::memory_order_relaxed);
}

}  // namespace warifu::agent
