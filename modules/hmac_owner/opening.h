// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/hmac_owner/verifier.h"

namespace hmac_owner {

// Index into the module's options.
enum Option : uint32_t {
  kKeyring,
  kRequire,
  kAcceptLocal,
  kReplayDir,
  kReplayCapacity,
  kOptionCount
};

// Reads the keyring and makes what verifies with it. Null: every mistake has been reported. Throws
// std::bad_alloc, warifu::wire::CryptoFailure.
std::unique_ptr<Verifier> open_verifier(const warifu_module_open* args);

}  // namespace hmac_owner
