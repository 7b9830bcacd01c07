// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/signature.h"

#include <algorithm>
#include <cstddef>

#include "kernel/wire/big_endian.h"

namespace hmac_owner {
namespace {

namespace wire = warifu::wire;
using wire::Form;

constexpr size_t kExid = offsetof(warifu_wire_head, exid);
constexpr size_t kCtl = offsetof(warifu_wire_head, ctl);

// An option as evidence keeps it, by itself. Nothing: it is none, or not well formed. Kind and ExID
// are the stack's, which the reader of the evidence has compared.
std::optional<wire::OwnerOption> parse(std::span<const uint8_t> bytes, wire::Segment segment,
                                       bool is_tcpriv) {
  if (bytes.size() < sizeof(warifu_wire_tcpriv)) return std::nullopt;
  if (bytes[0] != WARIFU_OPTION_KIND && bytes[0] != WARIFU_OPTION_KIND_OTHER) return std::nullopt;
  wire::OptionRules rules{.kind = bytes[0], .accept_tcpriv = is_tcpriv};
  if (!is_tcpriv) rules.exid = wire::read_be16(bytes.data() + kExid);
  if (rules.exid == WARIFU_OPTION_EXID_REFUSED) return std::nullopt;
  const auto option = wire::parse_options(bytes, segment, rules);
  if (!option || !*option || (*option)->bytes.size() != bytes.size()) return std::nullopt;
  if (((*option)->form == Form::kTcpriv) != is_tcpriv) return std::nullopt;
  return *option;
}

std::optional<Signature> to_signature(const wire::OwnerOption& option) {
  if (option.form != Form::kSignedClaim && option.form != Form::kProof) return std::nullopt;
  const auto purpose = option.form == Form::kProof ? wire::Purpose::kProof : wire::Purpose::kClaim;
  return Signature{purpose, option, option.bytes[kCtl],
                   option.bytes.subspan(WARIFU_OPTION_PLAIN_LENGTH)};
}

bool same_owner(const wire::OwnerOption& one, const wire::OwnerOption& other) {
  return one.uid == other.uid && (!one.has_gid || !other.has_gid || one.gid == other.gid);
}

// The owner is what the host made of the same options: later entries decide on it.
bool is_owner(const warifu_owner& owner, const Signatures& found) {
  return owner.uid == found.uid && (owner.has_gid == 0 || owner.gid == found.gid);
}

bool agree(const std::optional<wire::OwnerOption>& claim, const Signatures& found) {
  if (!claim || !found.proof) return true;
  if (found.claim && found.claim->option.slot != found.proof->option.slot) return false;
  return same_owner(*claim, found.proof->option);
}

bool is_complete(const warifu_evidence& evidence, const Signatures& found) {
  const uint32_t needed = WARIFU_EVIDENCE_ENDPOINTS | WARIFU_EVIDENCE_CLIENT_ISN |
                          (found.proof ? uint32_t{WARIFU_EVIDENCE_SERVER_ISN} : 0);
  return (evidence.flags & needed) == needed;
}

}  // namespace

tl::expected<Signatures, Reason> read_signatures(const warifu_call& call) {
  const warifu_evidence& evidence = *call.evidence;
  if (evidence.claim_length == 0 && evidence.proof_length == 0) {
    return tl::unexpected(Reason::kNoSignature);
  }
  if (evidence.claim_length > sizeof evidence.claim ||
      evidence.proof_length > sizeof evidence.proof) {
    return tl::unexpected(Reason::kIncompleteEvidence);
  }
  Signatures found;
  std::optional<wire::OwnerOption> claim;
  if (evidence.claim_length != 0) {
    claim = parse({evidence.claim, evidence.claim_length}, wire::Segment::kSyn,
                  evidence.is_tcpriv != 0);
    if (!claim) return tl::unexpected(Reason::kIncompleteEvidence);
    found.claim = to_signature(*claim);
  }
  if (evidence.proof_length != 0) {
    const auto proof =
        parse({evidence.proof, evidence.proof_length}, wire::Segment::kAfterSyn, false);
    if (!proof) return tl::unexpected(Reason::kIncompleteEvidence);
    found.proof = to_signature(*proof);
  }
  if (!found.claim && !found.proof) return tl::unexpected(Reason::kNoSignature);
  const wire::OwnerOption& option = found.strongest().option;
  found.slot = option.slot;
  found.uid = option.uid;
  found.gid = option.gid;
  std::copy(std::begin(evidence.client.address), std::end(evidence.client.address),
            found.source.begin());
  if (!agree(claim, found) || !is_owner(*call.owner, found)) {
    return tl::unexpected(Reason::kDisagree);
  }
  if (!is_complete(evidence, found)) return tl::unexpected(Reason::kIncompleteEvidence);
  return found;
}

Signature claim_beside(const Signature& proof) {
  Signature claim = proof;
  claim.purpose = wire::Purpose::kClaim;
  claim.ctl = static_cast<uint8_t>((proof.ctl & ~WARIFU_CTL_FORM_MASK) | WARIFU_CTL_FORM_CLAIM);
  claim.mac = {};
  return claim;
}

warifu_mac_message message_of(const Signature& signature, const warifu_evidence& evidence,
                              warifu_bind bind) {
  const warifu_mac_input input = {signature.ctl,           signature.option.uid,
                                  signature.option.gid,    evidence.client_isn,
                                  evidence.server_isn,     evidence.client.port,
                                  evidence.server.port,    evidence.client.address,
                                  evidence.server.address, static_cast<unsigned>(bind)};
  warifu_mac_message message;
  warifu_write_mac_message(&message, &input);
  return message;
}

}  // namespace hmac_owner
