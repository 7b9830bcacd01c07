// SPDX-License-Identifier: MIT
// Keyrings from text, their secrets from memory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/hmac_owner/keyring_reader.h"

namespace hmac_owner_test {

inline const std::string kFile = "/etc/warifu/keyring.toml";
inline constexpr int64_t kNow = 1'795'264'300;  // 2026-11-21
inline const std::string kSecret =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
inline const std::string kOtherSecret =
    "2f2d68ba5b8b6487262c33ead2cf950808cca51bb18b2d49509ce2b30f09f80e";

// By path; "/etc/warifu/keys/a" and "/etc/warifu/keys/b" are there from the start. What is not
// there counts as told by the host.
class Secrets final : public hmac_owner::SecretSource {
 public:
  Secrets() : texts{{"/etc/warifu/keys/a", kSecret}, {"/etc/warifu/keys/b", kOtherSecret}} {}

  std::optional<warifu::wire::Secret> read(const std::string& path, const warifu::Place& where,
                                           warifu::Diagnostics& diagnostics) override;

  std::map<std::string, std::string> texts;
  std::vector<std::string> asked;
};

// What came of reading one.
struct Outcome {
  std::optional<hmac_owner::Keyring> keyring;
  std::vector<std::string> told;  // as lines, without the file's name: "3:1: ..."
};

Outcome read_text(const std::string& text, Secrets& secrets, int64_t now = kNow);
Outcome read_text(const std::string& text, int64_t now = kNow);

// A keyring that must load.
hmac_owner::Keyring keyring(const std::string& text);

// "[[key]]", slot 3, secret "keys/a", uids from 1000, and what is added.
std::string entry(const std::string& more = "", const std::string& secret = "keys/a");

}  // namespace hmac_owner_test
