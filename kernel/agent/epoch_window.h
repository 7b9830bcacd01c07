// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace warifu::agent {

// The epochs whose keys are in the kernel: first <= epoch < end.
struct EpochWindow {
  uint64_t first = 0;
  uint64_t end = 0;
  [[nodiscard]] bool contains(uint64_t epoch) const { return first <= epoch && epoch < end; }
  [[nodiscard]] bool overlaps(const EpochWindow& other) const {
    return first < other.end && other.first < end;
  }
  friend bool operator==(const EpochWindow&, const EpochWindow&) = default;
};

// An hour of epochs behind the clock stays, so that one that is set back finds its keys also where
// no agent is left to derive them.
inline constexpr uint64_t kPastEpochs = 57;

// The epochs to have at a moment: an hour back, and at least `ahead` of it.
EpochWindow window_at(int64_t unix_seconds, std::chrono::seconds ahead);

// How many these are at most.
size_t epochs_in_window(std::chrono::seconds ahead);

}  // namespace warifu::agent
