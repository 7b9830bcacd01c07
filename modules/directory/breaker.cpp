// SPDX-License-Identifier: MIT
#include "modules/directory/breaker.h"

#include <algorithm>
#include <string>

namespace warifu::directory {
namespace {

// No question's key begins with NUL.
constexpr std::string_view kStateKey("\0breaker", 8);
constexpr std::string_view kTrialKey("\0breaker-trial", 14);
constexpr size_t kStateBytes = 4;

// How long failures are remembered while nobody asks, beyond the time it is left alone.
constexpr int64_t kRememberedFor = int64_t{24} * 3600 * 1'000'000;

}  // namespace

Breaker::Breaker(const warifu_call& call, const CachePolicy& policy)
    : policy_(policy), state_key_(call, kStateKey), trial_key_(call, kTrialKey) {}

Breaker::State Breaker::state() const {
  const auto held = enabled() ? state_key_.get() : std::nullopt;
  if (!held || held->bytes.size() != kStateBytes) return {};
  State state;
  for (size_t at = kStateBytes; at-- > 0;) {
    state.failures = state.failures << 8 | static_cast<uint8_t>(held->bytes[at]);
  }
  if (state.failures >= policy_.failures) state.locked_for = std::max<int64_t>(held->fresh_left, 0);
  return state;
}

void Breaker::store(uint32_t failures, int64_t locked_for) const {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(failures >> shift);
  state_key_.put(bytes, locked_for, locked_for + kRememberedFor);
}

bool Breaker::is_open() const {
  return state().locked_for > 0;
}

bool Breaker::permits(int64_t span) {
  const State now = state();
  if (!enabled() || now.failures < policy_.failures) return true;
  if (now.locked_for > 0) return false;
  trial_ = std::make_unique<Lease>(trial_key_, span);
  // Somebody else's trial may have ended since the state was read.
  return trial_->may_ask() && !is_open();
}

void Breaker::succeeded() {
  if (state().failures != 0) store(0, 0);
}

void Breaker::failed() {
  const State now = state();
  // One that began before it opened must not keep it open for longer.
  if (!enabled() || now.locked_for > 0) return;
  const uint32_t failures = std::min(now.failures + 1, policy_.failures);
  store(failures, failures >= policy_.failures ? policy_.locktime : 0);
}

}  // namespace warifu::directory
