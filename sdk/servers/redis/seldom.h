// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace warifu::redis {

// A line of the server's log that clients can cause: at most one a second, and how often it was
// left out since. Not for several threads at once.
class SeldomLine {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit SeldomLine(const char* text) : text_(text) {}

  // The line, where one is due.
  std::optional<std::string> due(Time now);

 private:
  const char* text_;
  std::optional<Time> told_;
  uint64_t left_out_ = 0;
};

}  // namespace warifu::redis
