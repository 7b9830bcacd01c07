// SPDX-License-Identifier: MIT
#include "core/owner/wire_owner.h"

#include <algorithm>

#include "core/owner/sources.h"
#include "core/reason/reason.h"

namespace warifu {

wire::OptionRules option_rules(const OwnerConfig& config) {
  return {.kind = config.kind, .exid = config.exid, .accept_tcpriv = config.accept_tcpriv};
}

void set_malformed(Evidence& out, std::string detail) {
  answer(out, WARIFU_OUTCOME_MALFORMED, reason::kOwnerMalformed, std::move(detail));
}

void keep_claim(const wire::OwnerOption& claim, Evidence& out) {
  out.raw.is_tcpriv = claim.form == wire::Form::kTcpriv ? 1 : 0;
  out.raw.claim_length = static_cast<uint8_t>(claim.bytes.size());
  std::copy(claim.bytes.begin(), claim.bytes.end(), out.raw.claim);
}

void keep_proof(const wire::OwnerOption& proof, Evidence& out) {
  out.raw.proof_length = static_cast<uint8_t>(proof.bytes.size());
  std::copy(proof.bytes.begin(), proof.bytes.end(), out.raw.proof);
}

void name_owner(const wire::OwnerOption& option, Evidence& out) {
  answer(out, WARIFU_OUTCOME_OWNER, "");
  out.has_uid = true;
  out.uid = option.uid;
  out.has_gid = option.has_gid;
  out.gid = option.gid;
}

}  // namespace warifu
