// SPDX-License-Identifier: MIT
#include "kernel/agent/subordinate_ids.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/unit/agent/diagnostics_text.h"

using namespace warifu;
using namespace warifu::agent;
using Catch::Contains;

namespace {

std::vector<SubordinateRange> ranges(const std::string& text) {
  std::istringstream stream(text);
  return read_subordinate_ranges(stream);
}

std::string warnings(const std::vector<IdRange>& uids, const std::string& subuid) {
  AgentConfig config;
  config.stamps.push_back({Place{"agent.toml", 7, 1}, {}, {}, uids, Scope::kHost, std::nullopt});
  Diagnostics diagnostics;
  warn_of_subordinate_uids(config, ranges(subuid), diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  return text_of(diagnostics);
}

}  // namespace

TEST_CASE("subuid is read as newuidmap reads it", "[subuid]") {
  const auto read = ranges("alice:100000:65536\n1001:165536:1\n");
  REQUIRE(read.size() == 2);
  CHECK(read[0].user == "alice");
  CHECK(read[0].uids == IdRange{100000, 165535});
  CHECK(read[1].uids == IdRange{165536, 165536});
}

TEST_CASE("what is no line of subuid is left out", "[subuid]") {
  for (const char* line :
       {"", "#x", "alice", "alice:1", "alice:1:", "alice::1", ":1:1", "alice:1:0", "alice:-1:5",
        "alice:1:2:3", "alice:4294967296:1", "alice:4294967295:1", "alice:1x:1", "alice: 1:1"}) {
    INFO(line);
    CHECK(ranges(std::string(line) + "\n").empty());
  }
  CHECK(ranges(std::string(2000, 'a') + ":1:1\n").empty());
}

TEST_CASE("a range ends with the last uid there is", "[subuid]") {
  const auto read = ranges("alice:4294967290:4294967295\n");
  REQUIRE(read.size() == 1);
  CHECK(read[0].uids == IdRange{4294967290, 0xFFFFFFFE});
}

TEST_CASE("uids that another user can become are warned of", "[subuid]") {
  const char* subuid = "alice:100000:65536\nbob:165536:65536\n";
  CHECK(warnings({{1000, 99999}, {231072, 300000}}, subuid).empty());
  CHECK_THAT(warnings({{1000, 100000}}, subuid), Contains("agent.toml:7:1: warning: ") &&
                                                     Contains("100000-165535") &&
                                                     Contains("\"alice\""));
  CHECK_THAT(warnings({{1, 1}, {231071, 231071}}, subuid), Contains("\"bob\""));
  CHECK_THAT(warnings({{1, 0xFFFFFFFE}}, subuid), Contains("\"alice\""));
  CHECK(warnings({{1, 0xFFFFFFFE}}, "").empty());
}

TEST_CASE("identities are warned of too, and a name cannot forge the warning", "[subuid]") {
  AgentConfig config;
  config.identities.push_back({Place{"agent.toml", 9, 1}, {"a"}, {{5, 5}}, std::nullopt});
  Diagnostics diagnostics;
  warn_of_subordinate_uids(config, ranges("ev\x1b[31mil:5:1\n"), diagnostics);
  CHECK_THAT(text_of(diagnostics), Contains("agent.toml:9:1: warning: "));
  CHECK(text_of(diagnostics).find('\x1b') == std::string::npos);
}
