// SPDX-License-Identifier: MIT
// From a master to the key of one epoch: kernel/wire/FORMAT.md, "Keys".
//
// Every function is pure and safe on any thread. They throw CryptoFailure where the crypto
// library fails, which it does only for want of memory.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kernel/wire/address.h"
#include "kernel/wire/secret.h"

namespace warifu::wire {

class CryptoFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr int64_t kEpochSeconds = 64;
// A verifier accepts so many epochs before and after its own.
inline constexpr uint64_t kEpochTolerance = 1;

// The epoch of a moment. Before 1970: 0.
constexpr uint64_t epoch_at(int64_t unix_seconds) {
  return unix_seconds < 0 ? 0 : static_cast<uint64_t>(unix_seconds / kEpochSeconds);
}

// Which of a host key's two keys of an epoch.
enum class Purpose { kClaim, kProof };

Secret derive_audience_key(const Secret& master, std::string_view audience);
Secret derive_host_key(const Secret& audience_key, const Address& source);
Secret derive_epoch_key(const Secret& host_key, Purpose purpose, uint64_t epoch);

// What a key is called in logs and on the terminal: 16 hexadecimal digits that tell nothing of
// the key, the first 8 bytes of HKDF-Expand(key, "warifu/1 fingerprint").
std::string fingerprint(const Secret& key);

}  // namespace warifu::wire
