// SPDX-License-Identifier: MIT
#include "kernel/agent/replay_reader.h"

#include <catch2/catch.hpp>

#include "kernel/agent/config_reader.h"
#include "tests/unit/agent/diagnostics_text.h"
#include "tests/unit/agent/fake_sources.h"

using namespace warifu;
using namespace warifu::agent;
using Catch::Contains;

namespace {

AgentConfig read(const std::string& text, Diagnostics& diagnostics) {
  return read_agent_config(text, "agent.toml", fake_sources(), diagnostics);
}

std::string mistakes(const std::string& text) {
  Diagnostics diagnostics;
  read(text, diagnostics);
  CHECK(diagnostics.has_errors());
  return text_of(diagnostics);
}

}  // namespace

TEST_CASE("a replay folder has a service and a user, by name or number", "[replay-config]") {
  Diagnostics diagnostics;
  const auto config = read(
      "[[replay]]\nservice = \"postgresql\"\nuser = \"postgres\"\n"
      "[[replay]]\nservice = \"redis-2_a\"\nuser = 999\n",
      diagnostics);
  CHECK(diagnostics.items().empty());
  REQUIRE(config.replays.size() == 2);
  CHECK(config.replays[0].service == "postgresql");
  CHECK(config.replays[0].uid == 70);
  CHECK(config.replays[1].uid == 999);
}

TEST_CASE("a service's name leads nowhere else", "[replay-config]") {
  for (const char* name :
       {"", ".", "..", "../x", "a/b", "/etc", "-a", "_a", "A", "a.b", "a\\u0000", "\\u00e9"}) {
    INFO(name);
    CHECK_THAT(mistakes("[[replay]]\nservice = \"" + std::string(name) + "\"\nuser = 1\n"),
               Contains("agent.toml:2:11: ") && Contains("is no name of a service"));
  }
  mistakes("[[replay]]\nservice = \"" + std::string(65, 'a') + "\"\nuser = 1\n");
}

TEST_CASE("a user that is not there is a mistake", "[replay-config]") {
  CHECK_THAT(mistakes("[[replay]]\nservice = \"a\"\nuser = \"nobody-here\"\n"),
             Contains("agent.toml:3:8: there is no user \"nobody-here\""));
  for (const char* user : {"-1", "4294967295", "\"\"", "\"postgres\\u0000\"", "true"}) {
    INFO(user);
    CHECK_THAT(mistakes("[[replay]]\nservice = \"a\"\nuser = " + std::string(user) + "\n"),
               Contains("agent.toml:3:8: "));
  }
}

TEST_CASE("replay entries are complete, known, and one for each service", "[replay-config]") {
  CHECK_THAT(mistakes("[[replay]]\n"), Contains("\"service\"") && Contains("\"user\""));
  CHECK_THAT(mistakes("[[replay]]\nservice = \"a\"\nuser = 1\ngroup = 1\n"), Contains("\"group\""));
  CHECK_THAT(mistakes("[[replay]]\nservice = \"a\"\nuser = 1\n"
                      "[[replay]]\nservice = \"a\"\nuser = 2\n"),
             Contains("agent.toml:4:1: this service has a [[replay]] already"));
}
