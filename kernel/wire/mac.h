// SPDX-License-Identifier: MIT
// HMAC-SHA256 under the key of one epoch.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "kernel/wire/mac_message.h"
#include "kernel/wire/secret.h"

namespace warifu::wire {

using Digest = std::array<uint8_t, 32>;

// A key with its inner and outer hash begun, so that a MAC costs two compressions. Immutable:
// any number of threads may use one at once. Wiped when it ends. Construction and mac() throw
// CryptoFailure (key_derivation.h) where the crypto library fails.
class MacKey {
 public:
  explicit MacKey(const Secret& epoch_key);

  [[nodiscard]] Digest mac(const warifu_mac_message& message) const;

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
  };
  std::unique_ptr<EVP_MAC_CTX, Free> begun_;
};

// Whether the option's MAC, cut short as its form has it (7 or 15 bytes), begins `expected`.
// In constant time.
bool mac_matches(const Digest& expected, std::span<const uint8_t> mac);

}  // namespace warifu::wire
