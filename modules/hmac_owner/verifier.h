// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/hmac_owner/keyring.h"
#include "modules/hmac_owner/memory.h"
#include "modules/hmac_owner/process_state.h"
#include "warifu/module.h"

namespace hmac_owner {

struct Policy {
  bool require_proof = false;
  bool accept_local = false;
  bool trial = false;  // leave no trace; presumed owners may pass
};

// One opened entry: what it verifies with, and what a process keeps for it.
class Verifier {
 public:
  // `memory` is used across fork; null: nothing is counted, and what can be replayed is refused.
  Verifier(Keyring keyring, Policy policy, std::unique_ptr<Memory> memory);

  // In each process before its first verify. What a process inherited by fork is let alone: another
  // thread of the parent may have held its locks.
  void process_start();

  // An enum warifu_code, with the reason told to the host. Any thread. Throws
  // warifu::wire::CryptoFailure, std::bad_alloc.
  int verify(const warifu_call& call);

 private:
  Keyring keyring_;
  Policy policy_;
  std::unique_ptr<Memory> memory_;
  std::unique_ptr<ProcessState> state_;
};

}  // namespace hmac_owner
