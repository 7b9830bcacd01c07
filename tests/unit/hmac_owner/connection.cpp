// SPDX-License-Identifier: MIT
#include "tests/unit/hmac_owner/connection.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <utility>

#include "kernel/wire/mac.h"
#include "kernel/wire/prefix.h"
#include "modules/hmac_owner/reason.h"
#include "tests/unit/hmac_owner/keyring_text.h"

namespace hmac_owner_test {
namespace {

namespace wire = warifu::wire;

constexpr int64_t kNanoseconds = 1'000'000'000;

struct Form {
  unsigned ctl;
  size_t length;
  wire::Purpose purpose;
};
constexpr Form kClaim = {WARIFU_CTL_FORM_CLAIM, WARIFU_OPTION_CLAIM_LENGTH, wire::Purpose::kClaim};
constexpr Form kProof = {WARIFU_CTL_FORM_PROOF, WARIFU_OPTION_PROOF_LENGTH, wire::Purpose::kProof};

void write_head(uint8_t* out, const Connection& from, size_t length, unsigned ctl) {
  warifu_wire_head head;
  warifu_write_head(&head, WARIFU_OPTION_KIND, static_cast<unsigned>(length), WARIFU_OPTION_EXID,
                    ctl, from.who.uid, from.who.gid);
  std::memcpy(out, &head, sizeof head);
}

void sign(uint8_t* out, const Connection& from, const Form& form, int epochs) {
  const unsigned ctl = WARIFU_CTL_VERSION_1 | form.ctl | from.slot;
  write_head(out, from, form.length, ctl);
  const warifu_evidence& seen = from.seen;
  const warifu_mac_input input = {ctl,
                                  from.who.uid,
                                  from.who.gid,
                                  seen.client_isn,
                                  seen.server_isn,
                                  seen.client.port,
                                  seen.server.port,
                                  seen.client.address,
                                  seen.server.address,
                                  from.bind};
  warifu_mac_message message;
  warifu_write_mac_message(&message, &input);
  const uint64_t epoch = wire::epoch_at(seen.read_at / kNanoseconds + epochs * wire::kEpochSeconds);
  const wire::MacKey key(derive_epoch_key(from.secret, form.purpose, epoch));
  const wire::Digest digest = key.mac(message);
  std::copy_n(digest.begin(), form.length - WARIFU_OPTION_PLAIN_LENGTH,
              out + WARIFU_OPTION_PLAIN_LENGTH);
}

void set(warifu_endpoint& end, const std::string& text, uint16_t port) {
  const wire::Address bytes = address(text);
  std::copy(bytes.begin(), bytes.end(), end.address);
  end.port = port;
}

}  // namespace

wire::Address address(const std::string& text) {
  const wire::Prefix prefix = wire::parse_prefix(text).value();
  if (prefix.family == 6) return prefix.address;
  wire::Address mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::copy_n(prefix.address.begin(), 4, mapped.begin() + 12);
  return mapped;
}

Connection::Connection() : secret(wire::Secret::from_text(kSecret).value()) {
  set_owner(10042, 10043);
  now = seen.read_at = kNow * kNanoseconds;
  seen.source = WARIFU_SOURCE_RECORD;
  seen.outcome = WARIFU_OUTCOME_OWNER;
  seen.flags = WARIFU_EVIDENCE_CLIENT_ISN | WARIFU_EVIDENCE_SERVER_ISN | WARIFU_EVIDENCE_ENDPOINTS;
  seen.client_isn = 0x01020304;
  seen.server_isn = 0xA1B2C3D4;
  seen.socket_cookie = 77;
  set(seen.client, "10.1.0.5", 40000);
  set(seen.server, "10.2.0.9", 5432);
}

void Connection::sign_claim(int epochs) {
  sign(seen.claim, *this, kClaim, epochs);
  seen.claim_length = kClaim.length;
}

void Connection::sign_proof(int epochs) {
  sign(seen.proof, *this, kProof, epochs);
  seen.proof_length = kProof.length;
}

void Connection::plain_claim() {
  write_head(seen.claim, *this, WARIFU_OPTION_PLAIN_LENGTH, WARIFU_CTL_VERSION_1);
  seen.claim_length = WARIFU_OPTION_PLAIN_LENGTH;
}

void Connection::come_from(const std::string& text) {
  set(seen.client, text, 40000);
}

std::string Connection::reason() const {
  REQUIRE_FALSE(explained.empty());
  REQUIRE(explained.back() < static_cast<uint32_t>(hmac_owner::Reason::kCount));
  return hmac_owner::kReasons[explained.back()].id;
}

hmac_owner::Admission FakeMemory::admit(const hmac_owner::Accepted& accepted) noexcept {
  if (always) return *always;
  const Seen now = {{accepted.mac.begin(), accepted.mac.end()},
                    accepted.ctl,
                    accepted.socket_cookie,
                    std::string(accepted.domain),
                    accepted.uid,
                    accepted.epoch};
  for (const Seen& earlier : seen) {
    if (earlier.mac != now.mac) continue;
    return earlier.cookie == now.cookie ? hmac_owner::Admission::kAdmitted
                                        : hmac_owner::Admission::kReplayed;
  }
  seen.push_back(now);
  return hmac_owner::Admission::kAdmitted;
}

void FakeMemory::count(const std::array<uint8_t, 8>& fingerprint, bool passed,
                       int64_t unix_seconds) noexcept {
  counted.push_back({fingerprint, passed, unix_seconds});
}

Server::Server(const std::string& keyring_text, hmac_owner::Policy policy)
    : memory(new FakeMemory),
      verifier(keyring(keyring_text), policy, std::unique_ptr<hmac_owner::Memory>(memory)) {
  verifier.process_start();
}

std::string Server::ask(Connection& connection) {
  connection.attributes.clear();
  connection.domain_set.clear();
  connection.gid_distrusted = false;
  const int code = verifier.verify(connection);
  const std::string reason = connection.reason();
  if (code == WARIFU_PASS) {
    CHECK(reason == "signed");
    CHECK(connection.attributes.count("x.hmac_owner.key") == 1);
    return "pass";
  }
  CHECK(code == (reason == "no-owner" ? WARIFU_UNKNOWN : WARIFU_FAIL));
  // Nothing is said of an owner that does not pass.
  CHECK(connection.attributes.empty());
  CHECK(connection.domain_set.empty());
  CHECK_FALSE(connection.gid_distrusted);
  return reason;
}

}  // namespace hmac_owner_test
