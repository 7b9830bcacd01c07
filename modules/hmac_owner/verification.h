// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "modules/hmac_owner/detail.h"
#include "modules/hmac_owner/signature.h"
#include "modules/hmac_owner/verifier.h"

namespace hmac_owner {

// One verify, from the evidence to the answer. In this order, the first that applies decides:
//   1. no owner: unknown;
//   2. an owner of this host: fails, or passes where accept_local says so;
//   3. a trial's presumed owner, who has no option: by the domain that was presumed;
//   4. no signature, or not the one required; claim and proof that disagree; evidence that lacks
//      what was signed;
//   5. no key of the slot, or none for the client's address;
//   6. the first key by which every MAC that is there verifies, in an epoch that is accepted;
//      those that are usable are tried before the others;
//   7. that key's state and dates, then its uids;
//   8. the replay cache, for what can be replayed.
class Verification {
 public:
  Verification(const warifu_call& call, const Keyring& keyring, const Policy& policy,
               Memory* memory, ProcessState& state);

  // An enum warifu_code; the reason has been told.
  int run();

 private:
  struct Match {
    uint16_t index;
    uint64_t epoch;                       // of the strongest signature
    std::optional<uint64_t> claim_epoch;  // where there is a claim
  };

  int answer(warifu_code code, Reason reason);
  int fail(Reason reason) { return answer(WARIFU_FAIL, reason); }

  [[nodiscard]] bool is_trial() const;
  int local();
  int presumed();
  int signed_owner(const Signatures& signatures);
  int no_match(const Signatures& signatures, const Fitting& fitting);
  int matched(const Signatures& signatures, const Match& match);
  int pass(const Key& key, const char* evidence, Reason reason);

  std::optional<Match> find_match(const Signatures& signatures, const Fitting& fitting,
                                  bool usable);
  std::optional<Match> match(const Signatures& signatures, uint16_t index);
  std::optional<Reason> age(const Signatures& signatures, const Fitting& fitting);
  std::optional<Reason> refused_by(const Key& key, uint32_t uid) const;
  std::optional<Reason> remember(const Signatures& signatures, const Match& match);
  void spend_claim(const Signatures& signatures, const Match& match);
  void spend_unseen_claims(const Signature& proof, const warifu::wire::Address& source,
                           const Match& match);
  [[nodiscard]] bool is_under_cookies() const;
  std::optional<Reason> admit(const Signature& signature, const Match& match, uint64_t epoch);
  bool take_over(const Key& key, const char* evidence);
  void describe(const Key& key, const Signatures& signatures);

  const warifu_call& call_;
  const warifu_evidence& evidence_;
  const Keyring& keyring_;
  const Policy& policy_;
  Memory* const memory_;  // may be null
  ProcessState& state_;
  const int64_t now_;          // seconds since 1970, of the host's clock
  const uint64_t epoch_;       // when the owner was read
  const Key* half_ = nullptr;  // a key by which one MAC verified, and the other did not
  Detail detail_;
};

}  // namespace hmac_owner
