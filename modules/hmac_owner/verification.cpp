// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/verification.h"

#include <algorithm>
#include <string>
#include <utility>

#include "modules/hmac_owner/key_reader.h"
#include "modules/hmac_owner/match.h"

namespace hmac_owner {
namespace {

constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

bool is_local(const warifu_evidence& evidence) {
  return evidence.source == WARIFU_SOURCE_UNIX_SOCKET || evidence.source == WARIFU_SOURCE_SAME_HOST;
}

bool has_option(const warifu_evidence& evidence) {
  return evidence.claim_length != 0 || evidence.proof_length != 0;
}

bool may_speak_for(const Key& key, uint32_t uid) {
  return !key.uids || contains(*key.uids, uid);
}

Reason reason_of(Admission admission) {
  switch (admission) {
    case Admission::kReplayed:
      return Reason::kReplayed;
    case Admission::kOwnerOverQuota:
      return Reason::kOwnerOverQuota;
    case Admission::kFull:
      return Reason::kCacheFull;
    case Admission::kClockSetBack:
      return Reason::kClockSetBack;
    default:
      return Reason::kNoReplayCache;
  }
}

}  // namespace

Verification::Verification(const warifu_call& call, const Keyring& keyring, const Policy& policy,
                           Memory* memory, ProcessState& state)
    : call_(call),
      evidence_(*call.evidence),
      keyring_(keyring),
      policy_(policy),
      memory_(memory),
      state_(state),
      now_(call.host->now(&call) / kNanosecondsPerSecond),
      epoch_(warifu::wire::epoch_at(call.evidence->read_at / kNanosecondsPerSecond)) {}

int Verification::run() {
  if (call_.owner->has_uid == 0) return answer(WARIFU_UNKNOWN, Reason::kNoOwner);
  if (is_local(evidence_)) return local();
  if (is_trial() && !has_option(evidence_) && *call_.owner->domain != '\0') return presumed();
  const auto signatures = read_signatures(call_);
  if (!signatures) return fail(signatures.error());
  if (policy_.require_proof && !signatures->proof) return fail(Reason::kNoProof);
  return signed_owner(*signatures);
}

bool Verification::is_trial() const {
  return policy_.trial || (call_.request->flags & WARIFU_PRESUMED) != 0;
}

int Verification::answer(warifu_code code, Reason reason) {
  call_.host->explain(&call_, static_cast<uint32_t>(reason),
                      detail_.empty() ? nullptr : detail_.text());
  return code;
}

int Verification::local() {
  if (!policy_.accept_local) return fail(Reason::kLocalOwner);
  if (call_.host->set_domain(&call_, kLocalDomain) != 0) {
    return answer(WARIFU_ERROR, Reason::kInternal);
  }
  return answer(WARIFU_PASS, Reason::kLocal);
}

int Verification::presumed() {
  const Key* speaker = nullptr;
  bool known = false;
  for (const Key& key : keyring_.keys()) {
    if (key.domain != call_.owner->domain || !is_usable(key, now_)) continue;
    known = true;
    if (speaker == nullptr && may_speak_for(key, call_.owner->uid)) speaker = &key;
  }
  if (!known) return fail(Reason::kUnknownDomain);
  if (speaker == nullptr) return fail(Reason::kUidNotAllowed);
  return pass(*speaker, nullptr, Reason::kPresumed);
}

int Verification::signed_owner(const Signatures& signatures) {
  const Fitting fitting = keyring_.fitting(signatures.slot, signatures.source);
  if (fitting.count == 0) {
    detail_.add("slot ").add(signatures.slot).add(", from ").add_address(signatures.source);
    return fail(keyring_.has_slot(signatures.slot) ? Reason::kSourceNotAllowed
                                                   : Reason::kUnknownSlot);
  }
  if (const auto found = find_match(signatures, fitting, true)) {
    return matched(signatures, *found);
  }
  if (const auto found = find_match(signatures, fitting, false)) {
    return matched(signatures, *found);
  }
  return no_match(signatures, fitting);
}

std::optional<Verification::Match> Verification::find_match(const Signatures& signatures,
                                                            const Fitting& fitting, bool usable) {
  for (size_t i = 0; i < fitting.count; ++i) {
    if (is_usable(keyring_.keys()[fitting.keys[i]], now_) != usable) continue;
    if (auto found = match(signatures, fitting.keys[i])) return found;
  }
  return std::nullopt;
}

// Whatever else a key says, it is not asked unless it made every signature that is there.
std::optional<Verification::Match> Verification::match(const Signatures& signatures,
                                                       uint16_t index) {
  const Key& key = keyring_.keys()[index];
  auto [host_key, kept] = state_.host_keys.find(key, index, signatures.source);
  std::optional<uint64_t> epoch, claim_epoch;
  bool any = false;
  bool all = true;
  for (const auto& signature : {signatures.claim, signatures.proof}) {
    if (!signature) continue;
    epoch = accepted_epoch(*host_key, key.bind, *signature, evidence_, epoch_);
    if (signature->purpose == warifu::wire::Purpose::kClaim) claim_epoch = epoch;
    any = any || epoch;
    all = all && epoch;
  }
  if (any && !all) half_ = &key;
  if (!all) return std::nullopt;
  if (!kept) state_.host_keys.keep(key, index, signatures.source, std::move(host_key));
  return Match{index, *epoch, claim_epoch};
}

int Verification::no_match(const Signatures& signatures, const Fitting& fitting) {
  if (half_ != nullptr) {
    describe(*half_, signatures);
    detail_.add(": of claim and proof one is right, the other is not");
    return fail(Reason::kWrongKey);
  }
  if (const auto reason = age(signatures, fitting)) return fail(*reason);
  constexpr size_t kNamed = 4;
  detail_.add("slot ").add(signatures.slot).add(", from ").add_address(signatures.source);
  detail_.add("; tried ");
  for (size_t i = 0; i < std::min(fitting.count, kNamed); ++i) {
    detail_.add(i == 0 ? "" : ", ").add(keyring_.keys()[fitting.keys[i]].fingerprint);
  }
  if (fitting.count > kNamed) detail_.add(" and ").add(fitting.count - kNamed).add(" more");
  return fail(Reason::kWrongKey);
}

// Only to tell the operator more than "wrong key"; what is found here is refused all the same.
std::optional<Reason> Verification::age(const Signatures& signatures, const Fitting& fitting) {
  for (size_t i = 0; i < fitting.count; ++i) {
    if (!state_.searches.take(SearchBudget::Clock::now())) return std::nullopt;
    const Key& key = keyring_.keys()[fitting.keys[i]];
    const auto host_key = state_.host_keys.find(key, fitting.keys[i], signatures.source).host_key;
    const auto distance =
        distance_in_epochs(*host_key, key.bind, signatures.strongest(), evidence_, epoch_);
    if (!distance) continue;
    const auto epochs = static_cast<uint64_t>(std::abs(*distance));
    describe(key, signatures);
    detail_.add(": by about ").add(epochs * warifu::wire::kEpochSeconds).add(" s (").add(epochs);
    detail_.add(" epochs)");
    return *distance < 0 ? Reason::kTooOld : Reason::kTooNew;
  }
  return std::nullopt;
}

int Verification::matched(const Signatures& signatures, const Match& match) {
  const Key& key = keyring_.keys()[match.index];
  auto refusal = refused_by(key, signatures.uid);
  if (!refusal) refusal = remember(signatures, match);
  if (memory_) memory_->count(key.fingerprint_bytes, !refusal, now_);
  if (!refusal) return pass(key, signatures.proof ? "proof" : "claim", Reason::kSigned);
  describe(key, signatures);
  detail_.add(", uid ").add(signatures.uid);
  if (*refusal == Reason::kNoReplayCache) {
    detail_.add(": ").add(memory_ ? memory_->why_unusable() : "there is none");
  }
  return fail(*refusal);
}

std::optional<Reason> Verification::refused_by(const Key& key, uint32_t uid) const {
  if (key.state == State::kRetired) return Reason::kKeyRetired;
  if (is_early(key, now_)) return Reason::kKeyNotYetValid;
  if (is_expired(key, now_)) return Reason::kKeyExpired;
  if (!may_speak_for(key, uid)) return Reason::kUidNotAllowed;
  return std::nullopt;
}

// A proof answers this server's own sequence number and cannot be used twice, unless that number
// was a SYN cookie.
std::optional<Reason> Verification::remember(const Signatures& signatures, const Match& match) {
  const bool only_logged = (call_.request->flags & WARIFU_OBSERVED) != 0;
  if (is_trial() || only_logged) return std::nullopt;
  if (signatures.proof && !is_under_cookies()) {
    spend_claim(signatures, match);
    return std::nullopt;
  }
  if (evidence_.socket_cookie == 0) return Reason::kNoCookie;
  if (!memory_) return Reason::kNoReplayCache;
  if (const auto refusal = admit(signatures.strongest(), match, match.epoch)) return refusal;
  if (signatures.proof) spend_claim(signatures, match);
  return std::nullopt;
}

// Who recorded the SYN of a connection that had a proof can send it again without one, and where
// claims suffice its claim would open another connection. So it counts as used. The proof stands
// whatever the cache makes of that: who is over the quota with a claim is refused as well.
void Verification::spend_claim(const Signatures& signatures, const Match& match) {
  if (policy_.require_proof || !memory_ || evidence_.socket_cookie == 0) return;
  if (signatures.claim) {
    admit(*signatures.claim, match, *match.claim_epoch);
  } else if (is_under_cookies()) {
    spend_unseen_claims(*signatures.proof, signatures.source, match);
  }
}

// The SYN came and was not kept. It was signed in the epoch of the proof, or in the one before.
void Verification::spend_unseen_claims(const Signature& proof, const warifu::wire::Address& source,
                                       const Match& match) {
  const Key& key = keyring_.keys()[match.index];
  const auto host_key = state_.host_keys.find(key, match.index, source).host_key;
  Signature claim = claim_beside(proof);
  const warifu_mac_message message = message_of(claim, evidence_, key.bind);
  for (const uint64_t epoch : {match.epoch, std::max<uint64_t>(match.epoch, 1) - 1}) {
    const auto mac = host_key->at(claim.purpose, epoch)->mac(message);
    claim.mac = std::span(mac).first(WARIFU_OPTION_CLAIM_MAC_LENGTH);
    admit(claim, match, epoch);
  }
}

bool Verification::is_under_cookies() const {
  return (evidence_.flags & WARIFU_EVIDENCE_SYN_COOKIE) != 0;
}

std::optional<Reason> Verification::admit(const Signature& signature, const Match& match,
                                          uint64_t epoch) {
  const Key& key = keyring_.keys()[match.index];
  const Accepted accepted{signature.mac, signature.ctl,        evidence_.socket_cookie,
                          key.domain,    signature.option.uid, epoch};
  const Admission admission = memory_->admit(accepted);
  if (admission == Admission::kAdmitted) {
    state_.admitted.add(accepted);
    return std::nullopt;
  }
  const bool forgotten = admission == Admission::kClockSetBack;
  if (forgotten && state_.admitted.has(accepted)) return std::nullopt;
  return reason_of(admission);
}

int Verification::pass(const Key& key, const char* evidence, Reason reason) {
  if (!take_over(key, evidence)) {
    detail_.add("the host did not take the owner's domain, gid or attributes");
    return answer(WARIFU_ERROR, Reason::kInternal);
  }
  call_.host->explain(&call_, static_cast<uint32_t>(reason), key.description.c_str());
  return WARIFU_PASS;
}

bool Verification::take_over(const Key& key, const char* evidence) {
  const warifu_host& host = *call_.host;
  const warifu_owner& owner = *call_.owner;
  if (!key.domain.empty() && host.set_domain(&call_, key.domain.c_str()) != 0) return false;
  const bool vouches = key.gids && owner.has_gid != 0 && contains(*key.gids, owner.gid);
  if (owner.has_gid != 0 && !vouches && host.distrust_gid(&call_) != 0) return false;
  return evidence == nullptr ||
         (host.set_attribute(&call_, "x.hmac_owner.key", key.fingerprint.c_str()) == 0 &&
          host.set_attribute(&call_, "x.hmac_owner.evidence", evidence) == 0);
}

void Verification::describe(const Key& key, const Signatures& signatures) {
  detail_.add(key.description).add(", from ").add_address(signatures.source);
}

}  // namespace hmac_owner
