// SPDX-License-Identifier: MIT
#include "kernel/agent/epoch_window.h"

#include "kernel/wire/key_derivation.h"

namespace warifu::agent {
namespace {

// The one that `ahead` reaches into counts whole.
uint64_t epochs_ahead(std::chrono::seconds ahead) {
  return static_cast<uint64_t>(ahead.count() / wire::kEpochSeconds) + 1;
}

}  // namespace

EpochWindow window_at(int64_t unix_seconds, std::chrono::seconds ahead) {
  const uint64_t current = wire::epoch_at(unix_seconds);
  return {current > kPastEpochs ? current - kPastEpochs : 0, current + epochs_ahead(ahead) + 1};
}

size_t epochs_in_window(std::chrono::seconds ahead) {
  return kPastEpochs + 1 + epochs_ahead(ahead);
}

}  // namespace warifu::agent
