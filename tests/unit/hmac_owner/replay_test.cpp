// SPDX-License-Identifier: MIT
// What goes through the replay cache, and what a trial leaves alone.
#include <catch2/catch.hpp>

#include "tests/unit/hmac_owner/connection.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;
using hmac_owner::Admission;
using hmac_owner::Policy;

namespace {

constexpr Policy kTrial = {false, false, true};

}  // namespace

TEST_CASE("a claim opens one connection", "[replay]") {
  Server server(entry("domain = \"web\""));
  Connection first;
  first.sign_claim(-1);
  CHECK(server.ask(first) == "pass");
  CHECK(server.ask(first) == "pass");  // the same again
  Connection again;
  again.sign_claim(-1);
  again.seen.socket_cookie = 78;
  CHECK(server.ask(again) == "replayed");
  REQUIRE(server.memory->seen.size() == 1);
  const FakeMemory::Seen& seen = server.memory->seen[0];
  CHECK(seen.mac == std::vector<uint8_t>(first.seen.claim + 13, first.seen.claim + 20));
  CHECK(seen.ctl == 0x53);
  CHECK(seen.cookie == 77);
  CHECK(seen.domain == "web");
  CHECK(seen.uid == 10042);
  CHECK(seen.epoch == static_cast<uint64_t>(kNow / 64 - 1));  // the one that verified
}

TEST_CASE("a proof needs no memory, unless it answered a SYN cookie", "[replay]") {
  Server server(entry(), kProofs);
  server.memory->always = Admission::kUnusable;
  Connection proof;
  proof.sign_claim();
  proof.sign_proof();
  proof.seen.socket_cookie = 0;
  CHECK(server.ask(proof) == "pass");
  Connection cookie;
  cookie.seen.flags |= WARIFU_EVIDENCE_SYN_COOKIE;
  cookie.sign_proof();
  CHECK(server.ask(cookie) == "no-replay-cache");
  server.memory->always.reset();
  CHECK(server.ask(cookie) == "pass");
  REQUIRE(server.memory->seen.size() == 1);
  CHECK(server.memory->seen[0].mac.size() == 15);
  CHECK(server.memory->seen[0].ctl == 0x63);
  Connection recorded;
  recorded.seen.flags |= WARIFU_EVIDENCE_SYN_COOKIE;
  recorded.sign_proof();
  recorded.seen.socket_cookie = 99;
  CHECK(server.ask(recorded) == "replayed");
}

TEST_CASE("the claim beside a proof opens no other connection", "[replay]") {
  Server server(entry());
  Connection first;
  first.sign_claim(-1);
  first.sign_proof();
  CHECK(server.ask(first) == "pass");
  CHECK(server.ask(first) == "pass");
  Connection recorded;
  recorded.sign_claim(-1);
  recorded.seen.socket_cookie = 78;
  CHECK(server.ask(recorded) == "replayed");
  server.memory->always = Admission::kUnusable;
  CHECK(server.ask(first) == "pass");  // the proof stands
}

TEST_CASE("the claim of a SYN that was not kept opens no other connection", "[replay]") {
  const int epochs = GENERATE(0, -1);
  const bool proofs_only = GENERATE(false, true);
  Server server(entry(), proofs_only ? kProofs : kClaims);
  Connection first;
  first.seen.flags |= WARIFU_EVIDENCE_SYN_COOKIE;
  first.sign_proof();
  CHECK(server.ask(first) == "pass");
  CHECK(server.memory->seen.size() == (proofs_only ? 1 : 3));
  Connection recorded;
  recorded.sign_claim(epochs);
  recorded.seen.socket_cookie = 78;
  CHECK(server.ask(recorded) == (proofs_only ? "no-proof" : "replayed"));
}

TEST_CASE("a connection without a cookie cannot be told apart, and is refused", "[replay]") {
  Server server(entry());
  Connection connection;
  connection.sign_claim();
  connection.seen.socket_cookie = 0;
  CHECK(server.ask(connection) == "no-cookie");
  CHECK(server.memory->seen.empty());
}

TEST_CASE("each answer of the replay cache has its reason", "[replay]") {
  const auto [admission, reason] =
      GENERATE(table<Admission, std::string>({{Admission::kAdmitted, "pass"},
                                              {Admission::kReplayed, "replayed"},
                                              {Admission::kOwnerOverQuota, "owner-over-quota"},
                                              {Admission::kFull, "cache-full"},
                                              {Admission::kClockSetBack, "clock-set-back"},
                                              {Admission::kUnusable, "no-replay-cache"}}));
  Server server(entry());
  server.memory->always = admission;
  Connection connection;
  connection.sign_claim();
  CHECK(server.ask(connection) == reason);
  CHECK(server.memory->counted.back().passed == (reason == "pass"));
  if (admission == Admission::kUnusable) {
    CHECK(connection.detail.ends_with(", from 10.1.0.5, uid 10042: it is broken"));
  }
}

TEST_CASE("without a memory claims are refused, and proofs pass", "[replay]") {
  hmac_owner::Verifier verifier(keyring(entry()), kClaims, nullptr);
  verifier.process_start();
  Connection claim;
  claim.sign_claim();
  CHECK(verifier.verify(claim) == WARIFU_FAIL);
  CHECK(claim.reason() == "no-replay-cache");
  Connection proof;
  proof.sign_proof();
  CHECK(verifier.verify(proof) == WARIFU_PASS);
}

TEST_CASE("a trial, and a stack that observes, remember nothing", "[replay]") {
  for (const bool trial : {true, false}) {
    Server server(entry(), trial ? kTrial : kClaims);
    server.memory->always = Admission::kReplayed;
    Connection connection;
    if (!trial) connection.asked.flags = WARIFU_OBSERVED;
    connection.sign_claim();
    connection.seen.socket_cookie = 0;
    CHECK(server.ask(connection) == "pass");
  }
}

namespace {

// What one and the same connection is answered, asked about anew.
std::string ask_again(Server& server, uint64_t cookie = 77) {
  Connection connection;
  connection.sign_claim();
  connection.seen.socket_cookie = cookie;
  return server.ask(connection);
}

}  // namespace

// Redis: AUTH on a connection that is hours old.
TEST_CASE("a connection is known by the process that admitted it when its epoch is forgotten",
          "[replay]") {
  Server server(entry());
  CHECK(ask_again(server) == "pass");
  server.memory->always = Admission::kClockSetBack;
  CHECK(ask_again(server) == "pass");
  CHECK(ask_again(server, 78) == "clock-set-back");
  Server another_process(entry());
  another_process.memory->always = Admission::kClockSetBack;
  CHECK(ask_again(another_process) == "clock-set-back");
}

TEST_CASE("a replay that is known stays one, whoever admitted it", "[replay]") {
  Server server(entry());
  CHECK(ask_again(server) == "pass");
  server.memory->always = Admission::kReplayed;
  CHECK(ask_again(server) == "replayed");
}

TEST_CASE("a trial passes presumed owners whom a key may speak for", "[replay]") {
  Server server(entry("domain = \"web\"\nuids = [10042]\ngids = [10043]") +
                    entry("slot = 4\ndomain = \"old\"\nstate = \"retired\"", "keys/b"),
                {true, false, true});
  const auto ask = [&](uint32_t uid, const char* domain) {
    Connection connection;
    connection.set_owner(uid, 10043);
    connection.who.domain = domain;
    connection.seen.flags = 0;
    const int code = server.verifier.verify(connection);
    CHECK((code == WARIFU_PASS) == (connection.reason() == "presumed"));
    CHECK(connection.domain_set == (code == WARIFU_PASS ? domain : ""));
    CHECK(connection.attributes.empty());
    return connection.reason();
  };
  CHECK(ask(10042, "web") == "presumed");
  CHECK(ask(10077, "web") == "uid-not-allowed");
  CHECK(ask(10042, "batch") == "unknown-domain");
  CHECK(ask(10042, "old") == "unknown-domain");
  CHECK(ask(10042, "") == "no-signature");
}

TEST_CASE("a trial does not presume what an option contradicts", "[replay]") {
  Server server(entry("domain = \"web\""), kTrial);
  Connection plain;
  plain.who.domain = "web";
  plain.plain_claim();
  CHECK(server.ask(plain) == "no-signature");
  Connection forged;
  forged.who.domain = "web";
  forged.sign_claim();
  forged.seen.claim[19] ^= 1;
  CHECK(server.ask(forged) == "wrong-key");
}
