// SPDX-License-Identifier: MIT
// What is made of a record, whatever stands in it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "core/owner/evidence.h"
#include "tests/unit/owner/record_text.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;
using wire::ByteVector;
using wire::hex;
using wire::join;

namespace {

constexpr uint32_t kWhole =
    WARIFU_EVIDENCE_CLIENT_ISN | WARIFU_EVIDENCE_SERVER_ISN | WARIFU_EVIDENCE_ENDPOINTS;
constexpr char kNoOption[] = "no-option owner.no-option";
constexpr char kNotAvailable[] = "not-asked owner.no-source";
constexpr char kMalformed[] = "malformed owner.malformed";
constexpr char kDisagreement[] = "malformed owner.disagreement";

Evidence judge(const warifu_record& record, const OwnerConfig& config = {}) {
  return evidence_from_record(record, config);
}

warifu_record both(const ByteVector& syn, const ByteVector& later) {
  return with_establishing(with_syn(bare_record(), syn), later);
}

ByteVector claim_of(const Evidence& evidence) {
  return {evidence.raw.claim, evidence.raw.claim + evidence.raw.claim_length};
}

ByteVector proof_of(const Evidence& evidence) {
  return {evidence.raw.proof, evidence.raw.proof + evidence.raw.proof_length};
}

OwnerConfig taking_tcpriv() {
  OwnerConfig config;
  config.accept_tcpriv = true;
  return config;
}

}  // namespace

TEST_CASE("claim and proof of a record become one owner, with all that their MACs need",
          "[record]") {
  const Evidence evidence = judge(both(kSignedClaim, kProof));
  CHECK(summary(evidence) == "owner record 1000/100");
  CHECK(claim_of(evidence) == kSignedClaim);
  CHECK(proof_of(evidence) == kProof);
  CHECK(evidence.raw.flags == kWhole);
  CHECK(evidence.raw.client_isn == 0x01020304);
  CHECK(evidence.raw.server_isn == 0xA1B2C3D4);
  CHECK(evidence.raw.client.port == 40000);
  CHECK(evidence.raw.server.port == 5432);
  CHECK(evidence.raw.client.address[15] == 10);
  CHECK(evidence.raw.server.address[15] == 20);
  CHECK(evidence.peer.port == 40000);
  CHECK(evidence.local.port == 5432);
  CHECK(evidence.raw.read_at > 1'600'000'000'000'000'000);
  CHECK(evidence.detail.empty());
}

TEST_CASE("a claim alone, and a proof alone, are owners too", "[record]") {
  const Evidence claim = judge(both(join({wire::kUsual, kSignedClaim}), wire::kUsual));
  CHECK(summary(claim) == "owner record 1000/100");
  CHECK(claim_of(claim) == kSignedClaim);
  CHECK(proof_of(claim).empty());
  CHECK(summary(judge(with_syn(bare_record(), wire::kPlain))) == "owner record 1000/100");

  const Evidence proof = judge(both(wire::kUsual, kProof));
  CHECK(summary(proof) == "owner record 1000/100");
  CHECK(claim_of(proof).empty());
  CHECK(proof_of(proof) == kProof);
  CHECK(proof.raw.flags == kWhole);
}

TEST_CASE("a proof without a SYN is marked as made under SYN cookies", "[record]") {
  const Evidence evidence = judge(with_establishing(bare_record(), kProof));
  CHECK(summary(evidence) == "owner record 1000/100");
  CHECK(evidence.raw.flags == (kWhole | WARIFU_EVIDENCE_SYN_COOKIE));
  CHECK(proof_of(evidence) == kProof);
}

TEST_CASE("under SYN cookies and without a proof a record tells nothing", "[record]") {
  for (const warifu_record& record : {bare_record(), with_establishing(bare_record(), {}),
                                      with_establishing(bare_record(), wire::kUsual)}) {
    const Evidence evidence = judge(record);
    CHECK(summary(evidence) == kNotAvailable);
    CHECK(evidence.detail == "the connection was made under SYN cookies, and without a proof");
    CHECK(evidence.raw.flags == 0);
  }
}

TEST_CASE("a known SYN without an option, and no proof, is no option", "[record]") {
  for (const warifu_record& record :
       {with_syn(bare_record(), {}), with_syn(bare_record(), wire::kUsual),
        both(wire::kUsual, wire::kUsual), both({}, {})}) {
    const Evidence evidence = judge(record);
    CHECK(summary(evidence) == kNoOption);
    CHECK(evidence.raw.flags == kWhole);
    CHECK(evidence.detail.empty());
  }
}

TEST_CASE("an incomplete record is none, whatever else stands in it", "[record]") {
  for (const ByteVector& options : {kProof, kProofOfRoot, hex("fe 01")}) {
    warifu_record record = both(kSignedClaim, options);
    record.flags &= ~uint32_t{WARIFU_RECORD_COMPLETE};
    CHECK(summary(judge(record)) == kNotAvailable);
    CHECK(judge(record).detail == "the record of this connection is not complete");
  }
}

TEST_CASE("bytes of a segment that was not at hand are not looked at", "[record]") {
  warifu_record record = both(kSignedClaim, hex("fe 01"));
  record.flags &= ~uint32_t{WARIFU_RECORD_ESTABLISHING};
  CHECK(summary(judge(record)) == "owner record 1000/100");
  record = both(hex("fe 01"), kProof);
  record.flags &= ~uint32_t{WARIFU_RECORD_SYN};
  CHECK(summary(judge(record)) == "owner record 1000/100");
  CHECK(claim_of(judge(record)).empty());
}

TEST_CASE("a malformed option in either segment is final, a good one beside it or not",
          "[record]") {
  const std::vector<ByteVector> bad = {
      hex("fe"),                                // no length
      hex("fe 00"),                             // a length of 0
      hex("fe 0d 5746 40"),                     // longer than the block
      hex("fe 05 5746 40"),                     // too short for its form
      hex("fe 0d 5746 80 000003e8 00000064"),   // version 2
      hex("fe 0d 5746 70 000003e8 00000064"),   // no such form
      join({wire::kPlain, wire::kPlain}),       // twice
      join({wire::kTcpriv1000, wire::kPlain}),  // beside tcpriv's
      hex("fe 0d 5746 40 ffffffff 00000064"),   // nobody's uid
      hex("fe 1c 5746 65 000003e8 ffffffff 000102030405060708090a0b0c0d0e"),  // nobody's gid
  };
  for (const ByteVector& options : bad) {
    for (const warifu_record& record :
         {with_syn(bare_record(), options), both(options, kProof), both(kSignedClaim, options),
          with_establishing(bare_record(), options), both(options, options)}) {
      const Evidence evidence = judge(record);
      CHECK(summary(evidence) == kMalformed);
      CHECK_FALSE(evidence.detail.empty());
      CHECK(evidence.raw.claim_length == 0);
      CHECK(evidence.raw.proof_length == 0);
    }
  }
}

TEST_CASE("what is malformed says in which segment", "[record]") {
  CHECK(judge(both(hex("fe 00"), kProof)).detail ==
        "the SYN: an option of a length below 2, at byte 1 of the TCP options");
  CHECK(judge(both(kSignedClaim, hex("fe 00"))).detail ==
        "the segment after the SYN: an option of a length below 2, at byte 1 of the TCP options");
}

TEST_CASE("a proof has no place in a SYN, and a claim none after it", "[record]") {
  CHECK(summary(judge(with_syn(bare_record(), kProof))) == kMalformed);
  CHECK(summary(judge(both(wire::kUsual, kSignedClaim))) == kMalformed);
  CHECK(summary(judge(both(wire::kUsual, wire::kPlain))) == kMalformed);
}

TEST_CASE("a length that no header has is malformed, and nothing past the room is read",
          "[record]") {
  for (const int length : {41, 60, 128, 255}) {
    warifu_record record = with_syn(bare_record(), kSignedClaim);
    record.syn_options_length = static_cast<warifu_u8>(length);
    CHECK(summary(judge(record)) == kMalformed);
    record = with_establishing(bare_record(), kProof);
    record.establishing_options_length = static_cast<warifu_u8>(length);
    CHECK(summary(judge(record)) == kMalformed);
  }
}

TEST_CASE("claim and proof that disagree name nobody, and stay for who judges MACs", "[record]") {
  for (const ByteVector& proof : {kProofOfRoot, kProofOfOtherGid}) {
    for (const ByteVector& claim : {kSignedClaim, wire::kPlain}) {
      const Evidence evidence = judge(both(claim, proof));
      CHECK(summary(evidence) == kDisagreement);
      CHECK(claim_of(evidence) == claim);
      CHECK(proof_of(evidence) == proof);
      CHECK(evidence.raw.flags == kWhole);
    }
  }
  CHECK(judge(both(kSignedClaim, kProofOfRoot)).detail ==
        "the claim names uid 1000, gid 100; the proof names uid 0, gid 100");
}

TEST_CASE("another slot is no disagreement that can be told without keys", "[record]") {
  ByteVector proof = kProof;
  proof[4] = 0x66;
  CHECK(summary(judge(both(kSignedClaim, proof))) == "owner record 1000/100");
}

TEST_CASE("tcpriv's option in a record counts where the stack takes it", "[record]") {
  const warifu_record alone = with_syn(bare_record(), wire::kTcpriv1000);
  CHECK(summary(judge(alone)) == kNoOption);
  const Evidence evidence = judge(alone, taking_tcpriv());
  CHECK(summary(evidence) == "owner record 1000/-");
  CHECK(evidence.raw.is_tcpriv == 1);
}

TEST_CASE("tcpriv's option beside a proof contradicts it by its uid only", "[record]") {
  const OwnerConfig config = taking_tcpriv();
  CHECK(summary(judge(both(wire::kTcpriv1000, kProof), config)) == "owner record 1000/-");
  CHECK(summary(judge(both(wire::kTcpriv1000, kProofOfRoot), config)) == kDisagreement);
  // Not taken: not there.
  CHECK(summary(judge(both(wire::kTcpriv1000, kProofOfRoot))) == "owner record 0/100");
  // After the SYN it is nobody's claim.
  CHECK(summary(judge(both(wire::kUsual, wire::kTcpriv1000), config)) == kNoOption);
}

TEST_CASE("kind and ExID of the stack are used for both segments", "[record]") {
  OwnerConfig config;
  config.kind = 253;
  config.exid = 0x1234;
  CHECK(summary(judge(both(kSignedClaim, kProof), config)) == kNoOption);
  const ByteVector proof = hex("fd 1c 1234 65 00000001 00000002 0102030405060708090a0b0c0d0e0f");
  CHECK(summary(judge(both(wire::kUsual, proof), config)) == "owner record 1/2");
}

TEST_CASE("addresses that a record lacks are not said to be known", "[record]") {
  warifu_record record = both(kSignedClaim, kProof);
  std::fill(std::begin(record.client), std::end(record.client), warifu_u8{0});
  const Evidence evidence = judge(record);
  CHECK(summary(evidence) == "owner record 1000/100");
  CHECK((evidence.raw.flags & WARIFU_EVIDENCE_ENDPOINTS) == 0);
}

TEST_CASE("an IPv6 connection keeps its addresses", "[record]") {
  warifu_record record = both(kSignedClaim, kProof);
  const ByteVector client = hex("20010db8 00000000 00000000 00000001");
  std::copy(client.begin(), client.end(), record.client);
  const Evidence evidence = judge(record);
  CHECK(ByteVector(evidence.raw.client.address, evidence.raw.client.address + 16) == client);
}

TEST_CASE("a stack that does not name the source reads no record here either", "[record]") {
  const Evidence evidence =
      evidence_from_record(both(kSignedClaim, kProof), with_sources({WARIFU_SOURCE_SAVED_SYN}));
  CHECK(summary(evidence) == kNotAvailable);
  CHECK(evidence.detail == "\"record\" is not among the stack's sources");
}
