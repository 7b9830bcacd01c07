// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "core/diagnostic/result.h"
#include "kernel/bpf/layout.h"

namespace warifu::agent {

// The settings map, mapped into memory: the active generation changes by one store, which no
// program can see half done.
class Settings {
 public:
  // Borrows the descriptor, for this call only.
  [[nodiscard]] static Result<Settings> map(int fd, bool writable);
  Settings(Settings&& other) noexcept;
  Settings& operator=(Settings&&) = delete;
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;
  ~Settings();

  [[nodiscard]] uint32_t generation() const;
  void activate(uint32_t generation);

  // What BPF needs to tell the epoch, and what the next look at the clock is compared with.
  [[nodiscard]] int64_t real_minus_boot() const;
  void set_tai_offset(int32_t seconds);
  void set_real_minus_boot(int64_t nanoseconds);

 private:
  explicit Settings(warifu_settings* settings) : settings_(settings) {}
  warifu_settings* settings_;
};

}  // namespace warifu::agent
