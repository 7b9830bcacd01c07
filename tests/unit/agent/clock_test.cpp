// SPDX-License-Identifier: MIT
#include "kernel/agent/clock.h"

#include <poll.h>
#include <time.h>

#include <catch2/catch.hpp>

#include "kernel/agent/clock_timer.h"

using namespace warifu::agent;

namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kSetUp = 1'700'000'000 * kSecond;  // real_minus_boot of some machine

bool is_readable(const ClockTimer& timer, int milliseconds) {
  pollfd waiting{timer.fd(), POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds) == 1;
}

}  // namespace

TEST_CASE("a jump is more than an epoch, either way", "[clock]") {
  CHECK_FALSE(jump_between(kSetUp, kSetUp));
  CHECK_FALSE(jump_between(kSetUp, kSetUp + 64 * kSecond));
  CHECK_FALSE(jump_between(kSetUp, kSetUp - 64 * kSecond));
  CHECK(jump_between(kSetUp, kSetUp + 64 * kSecond + 1) == 64 * kSecond + 1);
  CHECK(jump_between(kSetUp, kSetUp - 3600 * kSecond) == -3600 * kSecond);
}

TEST_CASE("an agent that never looked has seen no jump", "[clock]") {
  CHECK_FALSE(jump_between(0, kSetUp));
}

TEST_CASE("the machine's sleep is no jump: both clocks go on", "[clock]") {
  const ClockReading before{kSetUp + 100 * kSecond, 100 * kSecond, 0};
  const ClockReading after{kSetUp + 90'000 * kSecond, 90'000 * kSecond, 0};
  CHECK_FALSE(jump_between(before.real_minus_boot(), after.real_minus_boot()));
}

TEST_CASE("TAI is ahead by whole seconds, whatever passes between two readings", "[clock]") {
  const auto offset = [](int64_t tai_minus_real) {
    return ClockReading{kSetUp, 0, kSetUp + tai_minus_real}.tai_offset();
  };
  CHECK(offset(0) == 0);
  CHECK(offset(1500) == 0);
  CHECK(offset(37 * kSecond) == 37);
  CHECK(offset(37 * kSecond + 9'000'000) == 37);
  CHECK(offset(37 * kSecond - 9'000'000) == 37);
  CHECK(offset(-1500) == 0);
  CHECK(offset(-2 * kSecond + 5) == -2);
}

TEST_CASE("the machine's clocks are read at one moment", "[clock]") {
  const ClockReading reading = read_machine_clock();
  CHECK(reading.unix_seconds() > 1'600'000'000);
  CHECK(reading.boot > 0);
  CHECK(reading.real_minus_boot() != 0);
  CHECK(reading.tai_offset() >= 0);
  CHECK(reading.tai_offset() < 60);
}

TEST_CASE("the timer wakes, and begins anew", "[clock]") {
  auto timer = ClockTimer::create().value();
  CHECK_FALSE(is_readable(timer, 0));
  REQUIRE(timer.restart(std::chrono::seconds(0)));
  CHECK(is_readable(timer, 10'000));
  REQUIRE(timer.restart(std::chrono::hours(1)));
  CHECK_FALSE(is_readable(timer, 0));
}
