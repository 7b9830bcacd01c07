// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>

#include "kernel/wire/address.h"
#include "kernel/wire/key_derivation.h"
#include "kernel/wire/mac_message.h"
#include "kernel/wire/option_parser.h"
#include "modules/hmac_owner/reason.h"

namespace hmac_owner {

// A signed claim or a proof, and all that its MAC is about but the key's `bind`.
struct Signature {
  warifu::wire::Purpose purpose = warifu::wire::Purpose::kClaim;
  warifu::wire::OwnerOption option;  // points into the evidence
  uint8_t ctl = 0;
  std::span<const uint8_t> mac;  // 7 or 15 bytes
};

// What the evidence of one connection says of its owner. Nothing in it has been verified.
struct Signatures {
  std::optional<Signature> claim, proof;  // one at least
  uint8_t slot = 0;
  uint32_t uid = 0, gid = 0;
  warifu::wire::Address source{};

  // What stands for the connection: the proof where there is one.
  [[nodiscard]] const Signature& strongest() const { return proof ? *proof : *claim; }
};

// Takes the evidence of an owner from the wire apart. Refused: no signature (no-signature);
// options that are not well formed, or without the addresses and sequence numbers that they sign
// (incomplete-evidence); a claim and a proof, or an owner, that disagree (disagree). Points into
// `call`. Allocates nothing. Any thread.
tl::expected<Signatures, Reason> read_signatures(const warifu_call& call);

// The claim that the sender of a proof makes in its SYN, as far as the proof tells: without a MAC.
Signature claim_beside(const Signature& proof);

// What is signed, as a key with this `bind` has it.
warifu_mac_message message_of(const Signature& signature, const warifu_evidence& evidence,
                              warifu_bind bind);

}  // namespace hmac_owner
