// SPDX-License-Identifier: MIT
#include "kernel/agent/epoch_feeder.h"

#include <algorithm>

#include "kernel/wire/begin_hmac.h"
#include "kernel/wire/key_derivation.h"

namespace warifu::agent {
namespace {

// What signs during an epoch. Wiped when it ends.
class EpochStates {
 public:
  EpochStates(const wire::Secret& host_key, uint64_t epoch) {
    using wire::Purpose;
    wire::begin_hmac(wire::derive_epoch_key(host_key, Purpose::kClaim, epoch), states_.claim);
    wire::begin_hmac(wire::derive_epoch_key(host_key, Purpose::kProof, epoch), states_.proof);
  }
  EpochStates(const EpochStates&) = delete;
  EpochStates& operator=(const EpochStates&) = delete;
  ~EpochStates() { OPENSSL_cleanse(&states_, sizeof(states_)); }
  [[nodiscard]] const warifu_epoch_key& get() const { return states_; }

 private:
  warifu_epoch_key states_{};
};

}  // namespace

Result<void> EpochFeeder::put(uint64_t epoch) {
  Result<void> done;
  for (uint32_t key = 0; key < keys_.size() && done; ++key) {
    done = store_.put(key, epoch, EpochStates(keys_[key], epoch).get());
  }
  return done;
}

void EpochFeeder::remove(uint64_t first, uint64_t end) {
  for (uint64_t epoch = first; epoch < end; ++epoch) {
    for (uint32_t key = 0; key < keys_.size(); ++key)
      store_.remove(key, epoch);
  }
}

void EpochFeeder::remove_outside(const EpochWindow& wanted) {
  remove(present_.first, std::min(present_.end, wanted.first));
  remove(std::max(present_.first, wanted.end), present_.end);
  present_.first = std::max(present_.first, wanted.first);
  present_.end = std::min(present_.end, wanted.end);
}

Result<void> EpochFeeder::keep_up(int64_t unix_seconds) {
  const EpochWindow wanted = window_at(unix_seconds, ahead_);
  const uint64_t current = wire::epoch_at(unix_seconds);
  Result<void> done;
  if (!present_.contains(current)) done = put(current);
  if (!done) return done;
  if (present_.overlaps(wanted)) {
    remove_outside(wanted);
  } else {
    remove(present_.first, present_.end);
    present_ = {current, current + 1};
  }
  // What is present has no gaps: it grows at its ends, forward first.
  while (done && present_.end < wanted.end) {
    done = put(present_.end);
    if (done) ++present_.end;
  }
  while (done && present_.first > wanted.first) {
    done = put(present_.first - 1);
    if (done) --present_.first;
  }
  return done;
}

}  // namespace warifu::agent
