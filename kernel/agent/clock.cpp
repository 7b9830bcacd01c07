// SPDX-License-Identifier: MIT
#include "kernel/agent/clock.h"

#include <ctime>

#include "kernel/wire/key_derivation.h"

namespace warifu::agent {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kNearEnough = kSecond / 100;
constexpr int kAttempts = 10;

int64_t read(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<int64_t>(now.tv_sec) * kSecond + now.tv_nsec;
}

}  // namespace

int32_t ClockReading::tai_offset() const {
  const int64_t ahead = tai - real;
  const int64_t rounded = ahead >= 0 ? ahead + kSecond / 2 : ahead - kSecond / 2;
  return static_cast<int32_t>(rounded / kSecond);
}

ClockReading read_machine_clock() {
  ClockReading reading;
  // Once more if something came between, or a clock was set meanwhile.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    reading.real = read(CLOCK_REALTIME);
    reading.boot = read(CLOCK_BOOTTIME);
    reading.tai = read(CLOCK_TAI);
    const int64_t passed = read(CLOCK_REALTIME) - reading.real;
    if (passed >= 0 && passed < kNearEnough) break;
  }
  return reading;
}

std::optional<int64_t> jump_between(int64_t before, int64_t now) {
  constexpr int64_t kEpoch = wire::kEpochSeconds * kSecond;
  if (before == 0) return std::nullopt;
  const int64_t jump = now - before;
  if (jump >= -kEpoch && jump <= kEpoch) return std::nullopt;
  return jump;
}

}  // namespace warifu::agent
