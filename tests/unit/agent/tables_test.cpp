// SPDX-License-Identifier: MIT
#include "kernel/agent/tables.h"

#include <catch2/catch.hpp>

#include "kernel/agent/snapshot.h"

using namespace warifu;
using namespace warifu::agent;

namespace {

StampEntry stamp(std::vector<const char*> to, std::vector<uint16_t> ports,
                 std::vector<IdRange> uids) {
  StampEntry entry;
  for (const char* each : to)
    entry.to.push_back(parse_prefix(each).value());
  entry.ports = std::move(ports);
  entry.uids = std::move(uids);
  return entry;
}

IdentityEntry identity(std::vector<std::string> cgroup, std::vector<IdRange> uids) {
  return {{}, std::move(cgroup), std::move(uids), std::nullopt};
}

}  // namespace

TEST_CASE("of equal destinations the first entry gets the row", "[tables]") {
  AgentConfig config;
  config.stamps = {stamp({"10.0.0.0/8"}, {1, 2}, {{5, 5}}),
                   stamp({"10.0.0.0/8"}, {2, 3}, {{6, 6}})};
  Diagnostics diagnostics;
  const Tables tables = compile(config, diagnostics);
  CHECK(diagnostics.items().empty());
  REQUIRE(tables.destinations.size() == 3);
  CHECK(tables.destinations[1].port == 2);
  CHECK(tables.destinations[1].stamp == 0);
  CHECK(tables.destinations[2].stamp == 1);
}

TEST_CASE("an entry that nothing is left for is warned of", "[tables]") {
  AgentConfig config;
  config.stamps = {stamp({"10.0.0.0/8"}, {1}, {{5, 5}}), stamp({"10.0.0.0/8"}, {1}, {{6, 6}})};
  Diagnostics diagnostics;
  compile(config, diagnostics);
  CHECK(diagnostics.has_warnings());
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("cgroup paths that begin alike share their nodes", "[tables]") {
  AgentConfig config;
  config.identities = {identity({"m", "a"}, {{1, 1}}), identity({"m"}, {{2, 2}}),
                       identity({"a"}, {{3, 3}})};
  Diagnostics diagnostics;
  const Tables tables = compile(config, diagnostics);
  REQUIRE(tables.cgroups.size() == 3);
  for (const CgroupRow& row : tables.cgroups)
    CHECK(row.node.kind == WARIFU_IDENTITY_UIDS);
}

TEST_CASE("what the kernel was given reads back as what was configured", "[tables]") {
  AgentConfig config;
  config.kind = 253;
  config.exid = 0xABCD;
  config.listen_ports = {1, 2};
  config.stamps = {stamp({"10.0.0.0/8", "2001:db8::/32"}, {1, 2}, {{5, 9}, {20, 20}}),
                   stamp({"10.1.0.0/16"}, {1}, {{0, 0xFFFFFFFE}})};
  config.stamps[1].scope = Scope::kUserns;
  config.identities = {identity({"m", "x", "a"}, {{1, 77}}), identity({"m"}, {{2, 2}})};
  config.identities.push_back({{}, {"z"}, {}, FixedOwner{7, 8}});
  Diagnostics diagnostics;
  const AgentConfig back = decompile(compile(config, diagnostics));
  CHECK(back.kind == config.kind);
  CHECK(back.exid == config.exid);
  CHECK(back.listen_ports == config.listen_ports);
  REQUIRE(back.stamps.size() == 2);
  for (size_t i = 0; i < 2; ++i) {
    CHECK(back.stamps[i].to == config.stamps[i].to);
    CHECK(back.stamps[i].ports == config.stamps[i].ports);
    CHECK(back.stamps[i].uids == config.stamps[i].uids);
    CHECK(back.stamps[i].scope == config.stamps[i].scope);
  }
  REQUIRE(back.identities.size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(back.identities[i].cgroup == config.identities[i].cgroup);
    CHECK(back.identities[i].uids == config.identities[i].uids);
    CHECK(back.identities[i].as.has_value() == config.identities[i].as.has_value());
  }
}

TEST_CASE("more than the kernel's tables hold is an error", "[tables]") {
  AgentConfig config;
  std::vector<uint16_t> ports(65535);
  for (size_t i = 0; i < ports.size(); ++i)
    ports[i] = static_cast<uint16_t>(i + 1);
  config.stamps = {stamp({"10.0.0.0/8", "10.0.0.0/16"}, ports, {{5, 5}})};
  Diagnostics diagnostics;
  compile(config, diagnostics);
  CHECK(diagnostics.has_errors());
}
