// SPDX-License-Identifier: MIT
#include "kernel/agent/config_reader.h"

#include <catch2/catch.hpp>

#include "tests/unit/agent/fake_sources.h"

using namespace warifu;
using namespace warifu::agent;

namespace {

AgentConfig read(const std::string& text) {
  Diagnostics diagnostics;
  auto config = read_agent_config(text, "agent.toml", fake_sources(), diagnostics);
  for (const Diagnostic& each : diagnostics.items())
    UNSCOPED_INFO(to_line(each));
  CHECK(diagnostics.items().empty());
  return config;
}

std::string mistakes(const std::string& text) {
  Diagnostics diagnostics;
  read_agent_config(text, "agent.toml", fake_sources(), diagnostics);
  CHECK(diagnostics.has_errors());
  std::string lines;
  for (const Diagnostic& each : diagnostics.items())
    lines += to_line(each) + "\n";
  return lines;
}

void check_told(const std::string& text, std::initializer_list<const char*> expected) {
  const std::string lines = mistakes(text);
  for (const char* each : expected)
    CHECK_THAT(lines, Catch::Contains(each));
}

}  // namespace

TEST_CASE("an empty file configures nothing", "[agent-config]") {
  const AgentConfig config = read("");
  CHECK(config.stamps.empty());
  CHECK(config.listen_ports.empty());
  CHECK(config.kind == 254);
  CHECK(config.exid == 0x5746);
}

TEST_CASE("a whole configuration", "[agent-config]") {
  const AgentConfig config = read(R"(
[wire]
kind = 253
exid = 0x1234
[listen]
ports = [5432, 22, 5432]
[[stamp]]
to = ["10.2.0.0/24", "2001:db8::1"]
ports = [5432, 3306]
uids = ["10000-59999"]
[[stamp]]
to = ["10.3.0.0/16"]
ports = [1]
uids = "all"
scope = "userns"
[[identity]]
cgroup = "machine.slice/tenant-a"
uids = ["10000-10999"]
[[identity]]
cgroup = 'machine.slice/docker-\x2d.scope'
as = { uid = 70001, gid = 70002 }
)");
  CHECK(config.kind == 253);
  CHECK(config.exid == 0x1234);
  CHECK(config.listen_ports == std::vector<uint16_t>{22, 5432});
  REQUIRE(config.stamps.size() == 2);
  CHECK(config.stamps[0].to.size() == 2);
  CHECK(config.stamps[0].ports == std::vector<uint16_t>{3306, 5432});
  CHECK(config.stamps[0].scope == Scope::kHost);
  CHECK(config.stamps[1].scope == Scope::kUserns);
  REQUIRE(config.identities.size() == 2);
  CHECK_FALSE(config.identities[0].as);
  CHECK(config.identities[1].cgroup.back() == "docker-\\x2d.scope");
  CHECK(config.identities[1].as->gid == 70002);
}

TEST_CASE("what must be named is asked for", "[agent-config]") {
  check_told("[[stamp]]\n", {"agent.toml:1:1: ", "\"to\"", "\"ports\"", "\"uids\""});
  check_told("[[identity]]\n", {"\"cgroup\"", "either \"uids\" or \"as\""});
  check_told("[listen]\n", {"\"ports\""});
  check_told("[[identity]]\ncgroup = \"a\"\nas = { uid = 1 }\n", {"\"gid\""});
}

TEST_CASE("unknown keys are told, with what was meant", "[agent-config]") {
  check_told("[[stamps]]\n", {"\"stamps\"", "did you mean \"stamp\"?"});
  check_told("[[stamp]]\nto=[\"10.0.0.1\"]\nports=[1]\nuid=[1]\n", {"\"uid\"", "\"uids\""});
  check_told("[wire]\nexids = 5\n", {"agent.toml:2:1: ", "did you mean \"exid\"?"});
}

TEST_CASE("wrong values are told at their place", "[agent-config]") {
  const std::string begin = "[[stamp]]\nto = [\"10.0.0.1\"]\nuids = \"all\"\n";
  check_told(begin + "ports = [0]\n", {"agent.toml:4:10: "});
  check_told(begin + "ports = [65536]\n", {"agent.toml:4:10: "});
  check_told(begin + "ports = 5432\n", {"agent.toml:4:9: "});
  check_told(begin + "ports = [1]\nscope = \"hosts\"\n", {"agent.toml:5:9: ", "\"host\""});
  check_told("[[stamp]]\nto = [1]\nports = [1]\nuids = \"all\"\n", {"agent.toml:2:7: "});
  check_told("[[stamp]]\nto = []\nports = []\nuids = []\n", {":2:6: ", ":3:9: ", ":4:8: "});
  check_told("[wire]\nkind = 252\n", {"agent.toml:2:8: "});
  check_told("[wire]\nexid = 65536\n", {"agent.toml:2:8: "});
  check_told("[wire]\nexid = 0\n", {"agent.toml:2:8: exid 0"});
  check_told("stamp = 1\n", {"agent.toml:1:9: "});
  check_told("[[identity]]\ncgroup = \"/\"\nuids = [1]\n", {"agent.toml:2:10: "});
  check_told("[[identity]]\ncgroup = \"a\"\nas = { uid = 4294967295, gid = 1 }\n", {":3:14: "});
}

TEST_CASE("an identity has uids or an owner, not both", "[agent-config]") {
  check_told("[[identity]]\ncgroup = \"a\"\nuids = [1]\nas = { uid = 1, gid = 1 }\n",
             {"either \"uids\" or \"as\""});
}

TEST_CASE("one cgroup has one identity, however it is written", "[agent-config]") {
  check_told(
      "[[identity]]\ncgroup = \"a/b\"\nuids = [1]\n[[identity]]\ncgroup = \"/a/b\"\nuids = [2]\n",
      {"agent.toml:4:1: this cgroup has an identity already"});
}

TEST_CASE("bytes from the file are escaped in what is told", "[agent-config]") {
  const std::string lines = mistakes("[[stamp]]\nto = [\"\\u001b[31m\"]\n");
  CHECK(lines.find('\x1b') == std::string::npos);
}
