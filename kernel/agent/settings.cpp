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

}  // namespace warifu::agent
