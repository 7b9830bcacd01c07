// SPDX-License-Identifier: MIT
// Each rule of verification, and each reason.
#include <catch2/catch.hpp>

#include "tests/unit/hmac_owner/connection.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;
using hmac_owner::Policy;
using warifu::wire::Secret;

namespace {

const std::string kFingerprint = warifu::wire::fingerprint(Secret::from_text(kSecret).value());
const std::string kKey = "key " + kFingerprint + " (slot 3)";

// No two connections: they cannot be copied.
struct Claim : Connection {
  Claim() { sign_claim(); }
};
struct Proof : Connection {
  Proof() { sign_proof(); }
};

}  // namespace

TEST_CASE("a signed claim passes, and says by which key", "[verification]") {
  Server server(entry("domain = \"web\"\ngids = [10043]"));
  Claim connection;
  CHECK(server.ask(connection) == "pass");
  CHECK(connection.domain_set == "web");
  CHECK(connection.attributes["x.hmac_owner.key"] == kFingerprint);
  CHECK(connection.attributes["x.hmac_owner.evidence"] == "claim");
  CHECK(connection.detail == kKey);
  CHECK_FALSE(connection.gid_distrusted);
}

TEST_CASE("a proof passes either way, a claim only where a claim suffices", "[verification]") {
  for (const Policy& policy : {kClaims, kProofs}) {
    Server server(entry(), policy);
    Claim alone;
    CHECK(server.ask(alone) == (policy.require_proof ? "no-proof" : "pass"));
    Proof proof;
    CHECK(server.ask(proof) == "pass");
    CHECK(proof.attributes["x.hmac_owner.evidence"] == "proof");
    Claim both;
    both.sign_proof();
    CHECK(server.ask(both) == "pass");
    CHECK(both.attributes["x.hmac_owner.evidence"] == "proof");
    Connection beside_plain;
    beside_plain.plain_claim();
    beside_plain.sign_proof();
    CHECK(server.ask(beside_plain) == "pass");
  }
}

TEST_CASE("nobody is unknown, whoever vouches", "[verification]") {
  Server server(entry(), {false, true, true});
  Claim connection;
  connection.who.has_uid = 0;
  CHECK(server.ask(connection) == "no-owner");
}

TEST_CASE("owners that nobody signed for fail", "[verification]") {
  Server server(entry("domain = \"web\""));
  Connection bare;
  CHECK(server.ask(bare) == "no-signature");
  Connection plain;
  plain.plain_claim();
  CHECK(server.ask(plain) == "no-signature");
  Connection tcpriv;
  const uint8_t option[] = {0xfe, 10, 0, 0, 0xf9, 0x91, 0, 0, 0x27, 0x3a};
  std::copy(std::begin(option), std::end(option), tcpriv.seen.claim);
  tcpriv.seen.claim_length = sizeof option;
  tcpriv.seen.is_tcpriv = 1;
  CHECK(server.ask(tcpriv) == "no-signature");
  // A presumed domain is nothing where the stack is not on trial.
  Connection presumed;
  presumed.who.domain = "web";
  CHECK(server.ask(presumed) == "no-signature");
}

TEST_CASE("owners of this host fail unless they are accepted", "[verification]") {
  for (const int source : {WARIFU_SOURCE_UNIX_SOCKET, WARIFU_SOURCE_SAME_HOST}) {
    Server strict(entry(), kClaims);
    Claim refused;  // a signature does not help
    refused.seen.source = static_cast<uint16_t>(source);
    CHECK(strict.ask(refused) == "local-owner");
    Server lenient(entry(), {true, true, false});
    Connection local;
    local.seen.source = static_cast<uint16_t>(source);
    CHECK(lenient.verifier.verify(local) == WARIFU_PASS);
    CHECK(local.reason() == "local");
    CHECK(local.domain_set == "local");
    CHECK_FALSE(local.gid_distrusted);
    CHECK(local.attributes.empty());
    Connection remote;
    CHECK(lenient.ask(remote) == "no-signature");
  }
}

TEST_CASE("claim and proof must speak of one owner and one slot", "[verification]") {
  Server server(entry() + entry("slot = 4", "keys/b"));
  const auto ask = [&](auto change) {
    Claim connection;
    change(connection);
    connection.sign_proof();
    return server.ask(connection);
  };
  CHECK(ask([](Connection&) {}) == "pass");
  CHECK(ask([](Connection& c) { c.who.uid = 10077; }) == "disagree");
  CHECK(ask([](Connection& c) { c.who.gid = 10077; }) == "disagree");
  CHECK(ask([](Connection& c) {
          c.slot = 4;
          c.secret = Secret::from_text(kOtherSecret).value();
        }) == "disagree");
  Connection plain;
  plain.plain_claim();
  plain.set_owner(10077, 10043);
  plain.sign_proof();
  CHECK(server.ask(plain) == "disagree");
}

TEST_CASE("the owner that later entries see is the one that was signed", "[verification]") {
  Server server(entry());
  Claim other_uid;
  other_uid.who.uid = 10077;
  CHECK(server.ask(other_uid) == "disagree");
  Claim other_gid;
  other_gid.who.gid = 10077;
  CHECK(server.ask(other_gid) == "disagree");
  Claim no_gid;
  no_gid.who.has_gid = 0;
  CHECK(server.ask(no_gid) == "pass");
}

TEST_CASE("a good claim does not save a bad proof, nor the other way round", "[verification]") {
  Server server(entry());
  Claim bad_proof;
  bad_proof.sign_proof();
  bad_proof.seen.proof[27] ^= 1;
  CHECK(server.ask(bad_proof) == "wrong-key");
  CHECK(bad_proof.detail ==
        kKey + ", from 10.1.0.5: of claim and proof one is right, the other is not");
  Claim bad_claim;
  bad_claim.seen.claim[19] ^= 1;
  bad_claim.sign_proof();
  CHECK(server.ask(bad_claim) == "wrong-key");
}

TEST_CASE("claim and proof by two keys of one slot are by none", "[verification]") {
  Server server(entry() + entry("", "keys/b"));
  Claim connection;
  connection.secret = Secret::from_text(kOtherSecret).value();
  connection.sign_proof();
  CHECK(server.ask(connection) == "wrong-key");
}

TEST_CASE("what was not read completely is not verified", "[verification]") {
  Server server(entry("bind = \"isn\""));
  const auto without = [&](uint32_t flag, bool proof) {
    Connection connection;
    connection.bind = WARIFU_BIND_ISN;
    if (proof) {
      connection.sign_proof();
    } else {
      connection.sign_claim();
    }
    connection.seen.flags &= ~flag;
    return server.ask(connection);
  };
  CHECK(without(WARIFU_EVIDENCE_ENDPOINTS, false) == "incomplete-evidence");
  CHECK(without(WARIFU_EVIDENCE_CLIENT_ISN, false) == "incomplete-evidence");
  CHECK(without(WARIFU_EVIDENCE_SERVER_ISN, false) == "pass");
  CHECK(without(WARIFU_EVIDENCE_SERVER_ISN, true) == "incomplete-evidence");
  Claim overlong;
  overlong.seen.claim_length = 41;
  CHECK(server.ask(overlong) == "incomplete-evidence");
  for (uint8_t length = 1; length < 20; ++length) {
    Claim cut;
    cut.seen.claim_length = length;
    CHECK(server.ask(cut) == "incomplete-evidence");
  }
  Claim tcpriv;
  tcpriv.seen.is_tcpriv = 1;
  CHECK(server.ask(tcpriv) == "incomplete-evidence");
  Connection swapped;  // a proof where a claim should be
  swapped.sign_proof();
  std::copy(std::begin(swapped.seen.proof), std::end(swapped.seen.proof), swapped.seen.claim);
  swapped.seen.claim_length = std::exchange(swapped.seen.proof_length, uint8_t{0});
  CHECK(server.ask(swapped) == "incomplete-evidence");
}

TEST_CASE("the key is chosen by slot and source", "[verification]") {
  Server server(entry("from = [\"10.1.0.0/16\"]"));
  Connection other_slot;
  other_slot.slot = 5;
  other_slot.sign_claim();
  CHECK(server.ask(other_slot) == "unknown-slot");
  CHECK(other_slot.detail == "slot 5, from 10.1.0.5");
  Connection stranger;
  stranger.come_from("10.3.0.5");
  stranger.sign_claim();
  CHECK(server.ask(stranger) == "source-not-allowed");
  CHECK(stranger.detail == "slot 3, from 10.3.0.5");
  Connection stranger6;
  stranger6.come_from("2001:db8::5");
  stranger6.sign_claim();
  CHECK(server.ask(stranger6) == "source-not-allowed");
  CHECK(stranger6.detail == "slot 3, from 2001:db8::5");
}

TEST_CASE("a wrong key is told with the keys that were tried", "[verification]") {
  Server server(entry());
  Connection connection;
  connection.secret = Secret::from_text(kOtherSecret).value();
  connection.sign_claim();
  CHECK(server.ask(connection) == "wrong-key");
  CHECK(connection.detail == "slot 3, from 10.1.0.5; tried " + kFingerprint);
  CHECK(server.memory->counted.empty());
  CHECK(server.memory->seen.empty());
}

TEST_CASE("a signature of another time is named, and refused", "[verification]") {
  const auto [epochs, reason, seconds] =
      GENERATE(table<int, std::string, std::string>({{-2, "too-old", "128 s (2 epochs)"},
                                                     {-65, "too-old", "4160 s (65 epochs)"},
                                                     {2, "too-new", "128 s (2 epochs)"},
                                                     {65, "too-new", "4160 s (65 epochs)"}}));
  Server server(entry());
  Connection connection;
  connection.sign_claim(epochs);
  CHECK(server.ask(connection) == reason);
  CHECK(connection.detail == kKey + ", from 10.1.0.5: by about " + seconds);
  CHECK(server.memory->seen.empty());
}

TEST_CASE("beyond an hour it is a wrong key or too old", "[verification]") {
  Server server(entry());
  for (const int epochs : {-66, 66}) {
    Connection connection;
    connection.sign_claim(epochs);
    CHECK(server.ask(connection) == "wrong-key");
  }
}

TEST_CASE("forgers do not make a server search without end", "[verification]") {
  Server server(entry());
  int named = 0;
  for (int i = 0; i < 200; ++i) {
    Connection connection;
    connection.sign_claim(-30);
    const std::string reason = server.ask(connection);
    CHECK((reason == "too-old" || reason == "wrong-key"));
    named += reason == "too-old" ? 1 : 0;
  }
  CHECK(named >= 16);
  CHECK(named < 200);
}

TEST_CASE("an owner that was read hours ago is judged by when it was read", "[verification]") {
  Server server(entry());
  Claim connection;
  connection.now += int64_t{6} * 3600 * 1'000'000'000;
  CHECK(server.ask(connection) == "pass");
}

TEST_CASE("the first epochs have none before them", "[verification]") {
  Server server(entry());
  Connection connection;
  connection.seen.read_at = 0;
  connection.sign_claim();
  CHECK(server.ask(connection) == "pass");
  Connection wrong;
  wrong.seen.read_at = -5;
  wrong.secret = Secret::from_text(kOtherSecret).value();
  wrong.sign_claim();
  CHECK(server.ask(wrong) == "wrong-key");
}

TEST_CASE("a key's state and dates are told apart", "[verification]") {
  const auto [more, reason] = GENERATE(table<std::string, std::string>(
      {{"state = \"active\"", "pass"},
       {"state = \"accept\"", "pass"},
       {"state = \"retired\"", "key-retired"},
       {"not_before = 2026-11-21T12:31:40Z", "pass"},
       {"not_before = 2026-11-21T12:31:41Z", "key-not-yet-valid"},
       {"not_after = 2026-11-21T12:31:41Z", "pass"},
       {"not_after = 2026-11-21T12:31:40Z", "key-expired"},
       {"state = \"retired\"\nnot_after = 2026-11-20", "key-retired"}}));
  Server server(entry(more) + entry("slot = 9", "keys/b"));
  Claim connection;
  CHECK(server.ask(connection) == reason);
  if (reason != "pass") CHECK(connection.detail == kKey + ", from 10.1.0.5, uid 10042");
  REQUIRE(server.memory->counted.size() == 1);
  CHECK(server.memory->counted[0].passed == (reason == "pass"));
  CHECK(server.memory->counted[0].at == kNow);
  CHECK(server.memory->counted[0].fingerprint[0] ==
        std::stoi(kFingerprint.substr(0, 2), nullptr, 16));
  CHECK(server.memory->seen.size() == (reason == "pass" ? 1u : 0u));
}

TEST_CASE("dates are judged by when the login is, not by when the owner was read",
          "[verification]") {
  Server server(entry("not_after = 2026-11-21T13:00:00Z") + entry("slot = 9", "keys/b"));
  Claim connection;
  connection.now += int64_t{3600} * 1'000'000'000;
  CHECK(server.ask(connection) == "key-expired");
}

TEST_CASE("of two keys of a slot the one that signed decides", "[verification]") {
  Server server(entry("state = \"retired\"\ndomain = \"old\"") +
                entry("domain = \"new\"", "keys/b"));
  Claim old;
  CHECK(server.ask(old) == "key-retired");
  Connection fresh;
  fresh.secret = Secret::from_text(kOtherSecret).value();
  fresh.sign_claim();
  CHECK(server.ask(fresh) == "pass");
  CHECK(fresh.domain_set == "new");
}

TEST_CASE("a key speaks for its uids only", "[verification]") {
  Server server(entry("uids = [\"10000-10041\", \"10043-59999\"]"));
  Claim connection;
  CHECK(server.ask(connection) == "uid-not-allowed");
  CHECK(connection.detail == kKey + ", from 10.1.0.5, uid 10042");
  CHECK(server.memory->seen.empty());
  Server nobody(entry("uids = []"));
  Claim refused;
  CHECK(nobody.ask(refused) == "uid-not-allowed");
}

TEST_CASE("a gid that the key does not vouch for is taken away", "[verification]") {
  const auto distrusted = [](const std::string& more) {
    Server server(entry(more));
    Claim connection;
    CHECK(server.ask(connection) == "pass");
    return connection.gid_distrusted;
  };
  CHECK(distrusted(""));
  CHECK(distrusted("gids = []"));
  CHECK(distrusted("gids = [10042]"));
  CHECK_FALSE(distrusted("gids = [\"10000-59999\"]"));
}

TEST_CASE("keys without a domain set none", "[verification]") {
  Server server(entry());
  Claim connection;
  connection.domain_set = "untouched";
  CHECK(server.verifier.verify(connection) == WARIFU_PASS);
  CHECK(connection.domain_set == "untouched");
}

TEST_CASE("a host that takes nothing makes the answer an error", "[verification]") {
  for (const char* more : {"domain = \"web\"\ngids = [10043]", "", "gids = [10043]"}) {
    Server server(entry(more));
    Claim connection;
    connection.set_result = -1;
    CHECK(server.verifier.verify(connection) == WARIFU_ERROR);
    CHECK(connection.reason() == "internal");
  }
}

TEST_CASE("address translation is seen unless the key allows for it", "[verification]") {
  const auto ask = [](const std::string& name, unsigned bind, auto translate) {
    Server server(entry("bind = \"" + name + "\""));
    Connection connection;
    connection.bind = bind;
    connection.sign_claim();
    translate(connection);
    return server.ask(connection);
  };
  const auto source = [](Connection& c) {
    c.come_from("10.1.0.77");
    c.seen.client.port = 1;
  };
  const auto destination = [](Connection& c) {
    c.seen.server.address[15] = 77;
    c.seen.server.port = 1;
  };
  CHECK(ask("connection", WARIFU_BIND_CONNECTION, source) == "wrong-key");
  CHECK(ask("connection", WARIFU_BIND_CONNECTION, destination) == "wrong-key");
  CHECK(ask("nat", WARIFU_BIND_NAT, source) == "pass");
  CHECK(ask("nat", WARIFU_BIND_NAT, destination) == "wrong-key");
  CHECK(ask("dnat", WARIFU_BIND_DNAT, source) == "wrong-key");
  CHECK(ask("dnat", WARIFU_BIND_DNAT, destination) == "pass");
  CHECK(ask("isn", WARIFU_BIND_ISN, source) == "pass");
  CHECK(ask("isn", WARIFU_BIND_ISN, destination) == "pass");
  // Both ends must have the same: a client that signs less is not believed more.
  CHECK(ask("connection", WARIFU_BIND_ISN, [](Connection&) {}) == "wrong-key");
}
