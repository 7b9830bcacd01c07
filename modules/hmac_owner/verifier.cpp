// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/verifier.h"

#include <utility>

#include "modules/hmac_owner/verification.h"

namespace hmac_owner {

Verifier::Verifier(Keyring keyring, Policy policy, std::unique_ptr<Memory> memory)
    : keyring_(std::move(keyring)), policy_(policy), memory_(std::move(memory)) {}

void Verifier::process_start() {
  auto fresh = std::make_unique<ProcessState>();
  fresh->inherited = state_.release();
  state_ = std::move(fresh);
}

int Verifier::verify(const warifu_call& call) {
  return Verification(call, keyring_, policy_, memory_.get(), *state_).run();
}

}  // namespace hmac_owner
