// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace warifu::agent {

// The kernel's clocks at (nearly) one moment, in nanoseconds.
struct ClockReading {
  int64_t real = 0;  // CLOCK_REALTIME
  int64_t boot = 0;  // CLOCK_BOOTTIME: it goes on while the machine sleeps, and is never set
  int64_t tai = 0;   // CLOCK_TAI: the one that says the real time and that BPF can read

  [[nodiscard]] int64_t unix_seconds() const { return real / 1'000'000'000; }
  [[nodiscard]] int64_t real_minus_boot() const { return real - boot; }
  // Whole seconds; it changes with a leap second, and when the time service first sets it.
  [[nodiscard]] int32_t tai_offset() const;
};

// Never sets a clock; tests give another.
using ReadClock = std::function<ClockReading()>;
ClockReading read_machine_clock();

// By how much real time was set between two moments, in nanoseconds, where that is more than an
// epoch: what was signed before and after may be refused. `before` and `now` are
// real_minus_boot(); 0 before is "never seen".
std::optional<int64_t> jump_between(int64_t before, int64_t now);

}  // namespace warifu::agent
