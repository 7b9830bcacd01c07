// SPDX-License-Identifier: MIT
// Connections as a client's kernel would have signed them, and what a server remembers of them.
#pragma once

#include <string>
#include <vector>

#include "kernel/wire/key_derivation.h"
#include "modules/hmac_owner/memory.h"
#include "modules/hmac_owner/verifier.h"
#include "tests/unit/module/fake_host.h"

namespace hmac_owner_test {

// 10.1.0.5, as evidence has it.
warifu::wire::Address address(const std::string& text);

// One accepted connection of uid 10042, gid 10043, from 10.1.0.5:40000 to 10.2.0.9:5432, read and
// asked about at kNow.
class Connection : public module_test::FakeCall {
 public:
  Connection();

  // The key that the client's host signs with: a plain one under slot 3 by default.
  warifu::wire::Secret secret;
  unsigned slot = 3;
  unsigned bind = WARIFU_BIND_CONNECTION;

  // What is signed is what stands in `seen` and `who` at that moment. `epochs`: how far the
  // client's clock is off.
  void sign_claim(int epochs = 0);
  void sign_proof(int epochs = 0);
  void plain_claim();

  void come_from(const std::string& text);

  [[nodiscard]] std::string reason() const;  // the id of the last one given
};

// Remembers by the MAC's bytes; or answers what it is told to.
class FakeMemory final : public hmac_owner::Memory {
 public:
  struct Seen {
    std::vector<uint8_t> mac;
    unsigned ctl;
    uint64_t cookie;
    std::string domain;
    uint32_t uid;
    uint64_t epoch;
  };
  struct Counted {
    std::array<uint8_t, 8> fingerprint;
    bool passed;
    int64_t at;
  };

  hmac_owner::Admission admit(const hmac_owner::Accepted& accepted) noexcept override;
  [[nodiscard]] std::string why_unusable() const override { return "it is broken"; }
  void count(const std::array<uint8_t, 8>& fingerprint, bool passed,
             int64_t unix_seconds) noexcept override;

  std::optional<hmac_owner::Admission> always;
  std::vector<Seen> seen;
  std::vector<Counted> counted;
};

inline constexpr hmac_owner::Policy kClaims = {false, false, false};
inline constexpr hmac_owner::Policy kProofs = {true, false, false};

// A verifier in a process that has started, with its memory at hand.
struct Server {
  explicit Server(const std::string& keyring_text, hmac_owner::Policy policy = kClaims);
  FakeMemory* memory;
  hmac_owner::Verifier verifier;

  // The reason of a refusal; "pass" for one that is "signed" (then also checked: what was set).
  std::string ask(Connection& connection);
};

}  // namespace hmac_owner_test
