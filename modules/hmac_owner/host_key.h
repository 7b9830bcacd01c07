// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "kernel/wire/key_derivation.h"
#include "kernel/wire/mac.h"

namespace hmac_owner {

// A host key K and the keys of the epochs in use, made when they are first needed. Any thread; the
// lock is held to copy a pointer, never for a derivation or a MAC. Everything is wiped at the end.
class HostKey {
 public:
  explicit HostKey(const warifu::wire::Secret& secret) : secret_(secret) {}

  // Throws warifu::wire::CryptoFailure, std::bad_alloc.
  std::shared_ptr<const warifu::wire::MacKey> at(warifu::wire::Purpose purpose, uint64_t epoch);

  // The same, made anew and not kept: for epochs that nobody is expected to ask for again.
  [[nodiscard]] warifu::wire::MacKey once(warifu::wire::Purpose purpose, uint64_t epoch) const;

 private:
  struct Kept {
    uint64_t epoch = 0;
    std::shared_ptr<const warifu::wire::MacKey> key;
  };
  // As many epochs as are accepted at one time.
  static constexpr size_t kEpochs = 2 * warifu::wire::kEpochTolerance + 1;

  const warifu::wire::Secret secret_;
  std::mutex lock_;
  std::array<std::array<Kept, kEpochs>, 2> kept_;  // by purpose, then by epoch modulo
};

}  // namespace hmac_owner
