// SPDX-License-Identifier: MIT
// Evidence from the bytes of a SYN, without a socket.
#include <catch2/catch.hpp>
#include <cstring>

#include "core/owner/evidence.h"
#include "tests/unit/owner/summary.h"
#include "tests/unit/wire/bytes.h"

using namespace warifu;
using wire::ByteVector;
using wire::hex;
using wire::join;

namespace {

// 192.0.2.10 port 40000 to 192.0.2.20 port 5432, sequence number 0x01020304.
ByteVector syn_with(ByteVector options) {
  while (options.size() % 4 != 0)
    options.push_back(1);
  const auto offset = static_cast<uint8_t>((20 + options.size()) / 4 << 4);
  return join({hex("45000048 00014000 40060000 c000020a c0000214"),
               hex("9c40 1538 01020304 00000000"),
               {offset, 0x02},
               hex("ffff 0000 0000"),
               options});
}

Evidence read(const ByteVector& syn, const OwnerConfig& config = {}) {
  return evidence_from_syn(syn.data(), syn.size(), config);
}

}  // namespace

TEST_CASE("a plain claim becomes an owner with its evidence", "[owner]") {
  const Evidence evidence = read(syn_with(join({wire::kUsual, wire::kPlain})));
  CHECK(summary(evidence) == "owner saved-syn 1000/100");
  CHECK(evidence.raw.size == sizeof(warifu_evidence));
  CHECK(evidence.raw.claim_length == wire::kPlain.size());
  CHECK(std::memcmp(evidence.raw.claim, wire::kPlain.data(), wire::kPlain.size()) == 0);
  CHECK(evidence.raw.proof_length == 0);
  CHECK(evidence.raw.is_tcpriv == 0);
  CHECK(evidence.raw.flags == (WARIFU_EVIDENCE_CLIENT_ISN | WARIFU_EVIDENCE_ENDPOINTS));
  CHECK(evidence.raw.client_isn == 0x01020304);
  CHECK(evidence.raw.client.port == 40000);
  CHECK(evidence.raw.server.port == 5432);
  CHECK(evidence.peer.address[15] == 10);
  CHECK(evidence.local.address[15] == 20);
  CHECK(evidence.raw.socket_cookie == 0);
  CHECK(evidence.raw.read_at > 1'600'000'000'000'000'000);
}

TEST_CASE("a signed claim keeps its MAC for who can check it", "[owner]") {
  const ByteVector claim = hex("fe 14 5746 55 000003e8 00000064 01020304050607");
  const Evidence evidence = read(syn_with(claim));
  CHECK(summary(evidence) == "owner saved-syn 1000/100");
  CHECK(evidence.raw.claim_length == 20);
  CHECK(std::memcmp(evidence.raw.claim, claim.data(), claim.size()) == 0);
}

TEST_CASE("an owner of tcpriv's has no gid", "[owner]") {
  OwnerConfig config;
  CHECK(summary(read(syn_with(wire::kTcpriv1000), config)) == "no-option owner.no-option");
  config.accept_tcpriv = true;
  const Evidence evidence = read(syn_with(wire::kTcpriv1000), config);
  CHECK(summary(evidence) == "owner saved-syn 1000/-");
  CHECK(evidence.raw.is_tcpriv == 1);
  CHECK(evidence.raw.claim_length == 10);
}

TEST_CASE("owner, no option, not saved and malformed stay apart", "[owner]") {
  CHECK(summary(read(syn_with(wire::kPlain))) == "owner saved-syn 1000/100");
  CHECK(summary(read(syn_with(wire::kUsual))) == "no-option owner.no-option");
  CHECK(summary(read({})) == "not-saved owner.not-saved");
  const Evidence malformed = read(syn_with(join({wire::kPlain, wire::kPlain})));
  CHECK(summary(malformed) == "malformed owner.malformed");
  CHECK(malformed.detail == "a second option that names an owner, at byte 13 of the TCP options");
  CHECK(malformed.raw.claim_length == 0);
  CHECK_FALSE(malformed.has_gid);
}

TEST_CASE("headers that are no SYN name nobody, and say where", "[owner]") {
  ByteVector syn = syn_with(wire::kPlain);
  syn[9] = 17;
  const Evidence evidence = read(syn);
  CHECK(summary(evidence) == "malformed owner.malformed");
  CHECK(evidence.detail == "a protocol that is not TCP, at byte 9 of the saved SYN");
}

TEST_CASE("kind and ExID of the stack are used", "[owner]") {
  OwnerConfig config;
  config.kind = 253;
  config.exid = 0x1234;
  CHECK(summary(read(syn_with(wire::kPlain), config)) == "no-option owner.no-option");
  CHECK(summary(read(syn_with(hex("fd 0d 1234 40 00000001 00000002")), config)) ==
        "owner saved-syn 1/2");
}

TEST_CASE("a stack that does not read SYNs reads none here either", "[owner]") {
  const Evidence evidence = read(syn_with(wire::kPlain), with_sources({WARIFU_SOURCE_UNIX_SOCKET}));
  CHECK(summary(evidence) == "not-asked owner.no-source");
  CHECK(evidence.detail == "\"saved-syn\" is not among the stack's sources");
}
