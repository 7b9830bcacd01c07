// SPDX-License-Identifier: MIT
#include "tests/unit/hmac_owner/keyring_text.h"

#include <catch2/catch.hpp>
#include <utility>

namespace hmac_owner_test {

std::optional<warifu::wire::Secret> Secrets::read(const std::string& path,
                                                  const warifu::Place& where,
                                                  warifu::Diagnostics& diagnostics) {
  asked.push_back(path);
  const auto found = texts.find(path);
  if (found == texts.end()) return std::nullopt;
  const auto secret = warifu::wire::Secret::from_text(found->second);
  if (secret) return *secret;
  diagnostics.error(where, secret.error(), "");
  return std::nullopt;
}

Outcome read_text(const std::string& text, Secrets& secrets, int64_t now) {
  warifu::Diagnostics diagnostics;
  Outcome outcome;
  outcome.keyring = hmac_owner::read_keyring(text, kFile, now, secrets, diagnostics);
  for (const auto& item : in_order(diagnostics)) {
    const std::string line = to_line(item);
    REQUIRE(line.starts_with(kFile + ":"));
    outcome.told.push_back(line.substr(kFile.size() + 1));
  }
  return outcome;
}

Outcome read_text(const std::string& text, int64_t now) {
  Secrets secrets;
  return read_text(text, secrets, now);
}

hmac_owner::Keyring keyring(const std::string& text) {
  Outcome outcome = read_text(text);
  CAPTURE(outcome.told);
  REQUIRE(outcome.keyring);
  return std::move(*outcome.keyring);
}

std::string entry(const std::string& more, const std::string& secret) {
  const std::string uids =
      more.find("uids =") == std::string::npos ? "uids = [\"1000-4294967294\"]\n" : "";
  const std::string slot = more.find("slot =") == std::string::npos ? "slot = 3\n" : "";
  return "[[key]]\n" + slot + "secret_file = \"" + secret + "\"\n" + uids + more + "\n";
}

}  // namespace hmac_owner_test
