// SPDX-License-Identifier: MIT
#include "core/cli/key/key_scope.h"

#include "tests/unit/cli/keyring_text.h"

using namespace warifu;
using namespace warifu::cli;

namespace {

std::string entry(const std::string& more, int slot = 3) {
  return "[[key]]\nslot = " + std::to_string(slot) + "\nsecret_file = \"a\"\n" + more + "\n";
}

std::string refusal(const Keyring& keyring, const ScopeChoice& choice,
                    const std::vector<RotationStep>& steps = {}) {
  const auto scope = choose_scope(keyring, choice, steps);
  REQUIRE(!scope);
  return scope.error().text;
}

bool says(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("the only key of a slot needs no more than the slot") {
  const auto scope = choose_scope(keyring_of(entry("") + entry("", 4)), {4, {}, {}}, {});
  REQUIRE(scope);
  CHECK(scope->active == std::vector<size_t>{1});
  CHECK(step_of(*scope) == RotationStep::kNone);
}

TEST_CASE("keys replace each other where slot, domain, sources, derivation and bind agree") {
  const Keyring keyring = keyring_of(entry("from = [\"10.1.0.0/16\"]") +
                                     entry("state = \"accept\"\nfrom = [ \"10.1.0.0/16\" ]") +
                                     entry("state = \"retired\"\nfrom = [\"10.1.0.0/16\"]"));
  const auto scope = choose_scope(keyring, {3, {}, {}}, {});
  REQUIRE(scope);
  CHECK(step_of(*scope) == RotationStep::kBegun);
  CHECK(scope->retired == std::vector<size_t>{2});
  for (const char* other : {"domain = \"x\"", "from = [\"10.1.0.0/17\"]", "bind = \"dnat\"",
                            "derive = \"source-address\""}) {
    INFO(other);
    const Keyring apart =
        keyring_of(entry("") + entry(std::string("state = \"accept\"\n") + other));
    CHECK(says(refusal(apart, {3, {}, {}}), "several keys fit"));
  }
}

TEST_CASE("of several keys in a slot one is chosen, or the choice is told") {
  const Keyring keyring = keyring_of(kTwoDomains);
  const std::string told = refusal(keyring, {3, {}, {}});
  CHECK(says(told, "/etc/warifu/keyring.toml:4 (domain \"web\", from 10.1.0.0/16 and more)"));
  CHECK(says(told, "/etc/warifu/keyring.toml:17 (domain \"batch\", from 10.2.0.5)"));
  CHECK(says(told, "--domain NAME or --from PREFIX"));
  CHECK(choose_scope(keyring, {3, "batch", {}}, {})->active == std::vector<size_t>{1});
  CHECK(choose_scope(keyring, {3, {}, "10.3.0.0/16"}, {})->active == std::vector<size_t>{0});
  CHECK(says(refusal(keyring, {3, {}, "10.3.0.0"}), "no key for slot 3 with this"));
  CHECK(says(refusal(keyring, {3, "web", "10.2.0.5"}), "no key for slot 3 with this"));
  CHECK(says(refusal(keyring, {7, {}, {}}), "no key for slot 7; it has keys for slots 3"));
}

TEST_CASE("the one rotation that is under way needs no choosing") {
  const Keyring keyring =
      keyring_of(kTwoDomains + entry("domain = \"batch\"\nfrom = [\"10.2.0.5\"]\nstate = "
                                     "\"accept\""));
  CHECK(choose_scope(keyring, {3, {}, {}}, {RotationStep::kBegun})->accept ==
        std::vector<size_t>{2});
  CHECK(
      says(refusal(keyring, {3, {}, {}}, {RotationStep::kFinished}), "none of these is that far"));
  CHECK(says(refusal(keyring, {3, "web", {}}, {RotationStep::kBegun}), "no rotation is under way"));
}

TEST_CASE("a second beginning, and what is not clear, are refused") {
  const Keyring two = keyring_of(entry("") + entry("state = \"active\""));
  CHECK(says(refusal(two, {3, {}, {}}, {RotationStep::kNone}), "not clear which key replaces"));
  const Keyring begun = keyring_of(entry("") + entry("state = \"accept\""));
  CHECK(says(refusal(begun, {3, {}, {}}, {RotationStep::kNone}), "a rotation has begun"));
  const Keyring crowd =
      keyring_of(entry("") + entry("state = \"accept\"") + entry("state = \"accept\""));
  CHECK(says(refusal(crowd, {3, {}, {}}, {RotationStep::kBegun}), "not clear"));
  const Keyring headless = keyring_of(entry("state = \"accept\""));
  CHECK(step_of(*choose_scope(headless, {3, {}, {}}, {})) == RotationStep::kUnclear);
}
