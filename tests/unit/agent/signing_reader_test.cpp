// SPDX-License-Identifier: MIT
#include "kernel/agent/signing_reader.h"

#include <catch2/catch.hpp>

#include "kernel/agent/config_reader.h"
#include "kernel/agent/source_address.h"
#include "kernel/wire/mac_message.h"
#include "tests/unit/agent/diagnostics_text.h"
#include "tests/unit/agent/fake_sources.h"

using namespace warifu;
using namespace warifu::agent;
using Catch::Contains;

namespace {

constexpr const char* kStamp =
    "[[stamp]]\nto = [\"10.2.0.0/24\"]\nports = [5432]\nuids = \"all\"\n";

std::string entry(const std::string& more) {
  return kStamp + more + "\n";
}

std::string keys(const std::string& source, const std::string& file) {
  return "keys = [{ source = \"" + source + "\", secret_file = \"" + file + "\" }]\n";
}

AgentConfig read(const std::string& text) {
  Diagnostics diagnostics;
  auto config = read_agent_config(text, "agent.toml", fake_sources(), diagnostics);
  INFO(text_of(diagnostics));
  REQUIRE(diagnostics.items().empty());
  return config;
}

std::string mistakes(const std::string& text) {
  Diagnostics diagnostics;
  read_agent_config(text, "agent.toml", fake_sources(), diagnostics);
  CHECK(diagnostics.has_errors());
  return text_of(diagnostics);
}

}  // namespace

TEST_CASE("an entry that signs", "[signing]") {
  const AgentConfig config =
      read(entry("slot = 15\nbind = \"nat\"\nproof = true\nkeys = [\n"
                 "{ source = \"10.1.0.5\", secret_file = \"a.key\" },\n"
                 "{ source = \"2001:db8::5\", secret_file = \"b.key\" }]"));
  REQUIRE(config.stamps.at(0).signing);
  const Signing& signing = *config.stamps[0].signing;
  CHECK(signing.slot == 15);
  CHECK(signing.bind == WARIFU_BIND_NAT);
  CHECK(signing.proof);
  REQUIRE(signing.keys.size() == 2);
  CHECK(to_text(signing.keys[0].source) == "10.1.0.5");
  CHECK(to_text(signing.keys[1].source) == "2001:db8::5");
  CHECK(signing.keys[0].fingerprint != signing.keys[1].fingerprint);
  CHECK(config.keys.size() == 2);
  CHECK(config.keys.contains(signing.keys[0].fingerprint));
}

TEST_CASE("what is not said of signing", "[signing]") {
  const AgentConfig config = read(entry("slot = 0\n" + keys("10.1.0.5", "a")));
  const Signing& signing = config.stamps.at(0).signing.value();
  CHECK(signing.slot == 0);
  CHECK(signing.bind == WARIFU_BIND_CONNECTION);
  CHECK_FALSE(signing.proof);
  CHECK(config.keys_ahead == std::chrono::hours(24));
  CHECK_FALSE(read(kStamp).stamps.at(0).signing);
}

TEST_CASE("every bind has its number", "[signing]") {
  const std::pair<const char*, int> binds[] = {{"connection", WARIFU_BIND_CONNECTION},
                                               {"nat", WARIFU_BIND_NAT},
                                               {"dnat", WARIFU_BIND_DNAT},
                                               {"isn", WARIFU_BIND_ISN}};
  for (const auto& [word, number] : binds) {
    const auto config =
        read(entry("slot = 1\nbind = \"" + std::string(word) + "\"\n" + keys("::1", "a")));
    CHECK(config.stamps.at(0).signing->bind == number);
  }
  CHECK_THAT(mistakes(entry("slot = 1\nbind = \"none\"\n" + keys("::1", "a"))),
             Contains("agent.toml:6:8: ") && Contains("dnat"));
}

TEST_CASE("an operator is not led to believe that plain claims are signed", "[signing]") {
  for (const char* line : {"slot = 3", "bind = \"nat\"", "proof = true", "proof = false"}) {
    CHECK_THAT(mistakes(entry(line)),
               Contains("agent.toml:5:") && Contains("this entry has no keys"));
  }
  CHECK_THAT(mistakes(entry("slot = 3\nkeys = []")), Contains("\"keys\" is not a list of keys"));
  CHECK_THAT(mistakes(entry("slot = 3\nkeys = \"a\"")), Contains("\"keys\" is not a list of keys"));
}

TEST_CASE("keys want a slot", "[signing]") {
  CHECK_THAT(mistakes(entry(keys("10.1.0.5", "a"))), Contains("\"slot\""));
  for (const char* slot : {"-1", "16", "\"3\""}) {
    CHECK_THAT(mistakes(entry("slot = " + std::string(slot) + "\n" + keys("10.1.0.5", "a"))),
               Contains("agent.toml:5:8: "));
  }
}

TEST_CASE("a key has a source and a secret", "[signing]") {
  CHECK_THAT(mistakes(entry("slot = 1\nkeys = [{ source = \"10.1.0.5\" }]")),
             Contains("\"secret_file\""));
  CHECK_THAT(mistakes(entry("slot = 1\nkeys = [{ secret_file = \"a\" }]")), Contains("\"source\""));
  CHECK_THAT(mistakes(entry("slot = 1\nkeys = [3]")), Contains("agent.toml:6:9: "));
  CHECK_THAT(mistakes(entry("slot = 1\nkeys = [{ source = \"10.1.0.5\", secret_file = \"a\", "
                            "secret = \"00\" }]")),
             Contains("unknown key \"secret\""));
}

TEST_CASE("a source is one address as connections have it", "[signing]") {
  for (const char* source : {"10.1.0.0/24", "10.1.0.5/32", "::ffff:10.1.0.5", "0.0.0.0", "::", "",
                             "localhost", "10.1.0.5 "}) {
    INFO(source);
    CHECK_THAT(mistakes(entry("slot = 1\n" + keys(source, "a"))), Contains("agent.toml:6:20: "));
  }
}

TEST_CASE("a secret that cannot be read is told at its place", "[signing]") {
  CHECK_THAT(mistakes(entry("slot = 1\n" + keys("10.1.0.5", "missing"))),
             Contains("agent.toml:6:46: /etc/warifu/missing does not exist"));
}

TEST_CASE("a source has one key in an entry", "[signing]") {
  const std::string twice =
      "slot = 1\nkeys = [{ source = \"2001:db8::5\", secret_file = \"a\" },\n"
      "{ source = \"2001:DB8:0::5\", secret_file = \"b\" }]";
  CHECK_THAT(mistakes(entry(twice)), Contains("agent.toml:7:1: this source has a key"));
  read(entry("slot = 1\n" + keys("10.1.0.5", "a")) + entry("slot = 1\n" + keys("10.1.0.5", "b")));
}

TEST_CASE("a secret that does not sign the destination stands in one entry", "[signing]") {
  for (const char* bind : {"dnat", "isn"}) {
    const std::string how = std::string("slot = 1\nbind = \"") + bind + "\"\n";
    const std::string first = entry(how + keys("10.1.0.5", "a"));
    // Another file, slot or source does not make it another secret.
    const std::string again =
        entry(std::string("slot = 2\nbind = \"") + bind + "\"\n" + keys("10.1.0.6", "same-as-a"));
    CHECK_THAT(mistakes(first + again),
               Contains("agent.toml:15:46: this secret does not sign the destination") &&
                   Contains("line 7"));
    read(first + entry(how + keys("10.1.0.5", "b")));
    read(entry(how + "keys = [{ source = \"10.1.0.5\", secret_file = \"a\" }, "
                     "{ source = \"10.1.0.6\", secret_file = \"a\" }]"));
  }
}

TEST_CASE("a secret that signs the destination may stand in several entries", "[signing]") {
  for (const char* bind : {"connection", "nat"}) {
    const std::string one =
        entry(std::string("slot = 1\nbind = \"") + bind + "\"\n" + keys("10.1.0.5", "a"));
    CHECK(read(one + one).keys.size() == 1);
  }
}

TEST_CASE("a secret has one bind", "[signing]") {
  const auto with = [](const char* bind) {
    return entry("slot = 1\nbind = \"" + std::string(bind) + "\"\n" + keys("10.1.0.5", "a"));
  };
  CHECK_THAT(mistakes(with("connection") + with("dnat")), Contains("another bind"));
  CHECK_THAT(mistakes(with("isn") + with("nat")), Contains("another bind"));
}

TEST_CASE("how far ahead keys are derived has bounds", "[signing]") {
  CHECK(read("[keys]\nahead = \"10m\"\n").keys_ahead == std::chrono::minutes(10));
  CHECK(read("[keys]\nahead = \"720h\"\n").keys_ahead == std::chrono::hours(720));
  for (const char* ahead : {"9m", "599s", "721h", "0s"}) {
    CHECK_THAT(mistakes("[keys]\nahead = \"" + std::string(ahead) + "\"\n"),
               Contains("agent.toml:2:9: ") && Contains("\"10m\" to \"720h\""));
  }
  mistakes("[keys]\nahead = \"1d\"\n");
  mistakes("[keys]\nahead = 3600\n");
  CHECK_THAT(mistakes("[keys]\nahaed = \"1h\"\n"), Contains("did you mean \"ahead\"?"));
}
