// SPDX-License-Identifier: MIT
#include "kernel/agent/tables.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "kernel/agent/snapshot.h"
#include "kernel/agent/source_address.h"
#include "tests/unit/agent/diagnostics_text.h"

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

constexpr Fingerprint kOne{1}, kTwo{2};

SourceKey source(const char* address, const Fingerprint& fingerprint) {
  return {{}, parse_source_address(address).value(), fingerprint};
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

TEST_CASE("slot, bind, form and keys read back too, and no secret does", "[tables]") {
  AgentConfig config;
  config.listen_ports = {5432};
  config.record = true;
  config.keys = {{kOne, {}}, {kTwo, {}}};
  config.stamps = {stamp({"10.0.0.0/8"}, {1}, {{5, 9}}), stamp({"10.1.0.0/16"}, {1}, {{5, 9}}),
                   stamp({"10.2.0.0/16"}, {1}, {{5, 9}})};
  config.stamps[0].signing = Signing{3, 1, true, {source("10.1.0.5", kOne), source("::1", kTwo)}};
  config.stamps[1].signing = Signing{15, 3, false, {source("10.1.0.6", kOne)}};
  Diagnostics diagnostics;
  const Tables tables = compile(config, diagnostics);
  CHECK(tables.keys.size() == 2);
  REQUIRE(tables.sources.size() == 3);
  CHECK(tables.sources[0].key == tables.sources[2].key);

  const AgentConfig back = decompile(tables);
  CHECK(back.record);
  CHECK(back.keys.empty());
  REQUIRE(back.stamps.size() == 3);
  REQUIRE(back.stamps[0].signing);
  CHECK(back.stamps[0].signing->slot == 3);
  CHECK(back.stamps[0].signing->bind == 1);
  CHECK(back.stamps[0].signing->proof);
  REQUIRE(back.stamps[0].signing->keys.size() == 2);
  CHECK(back.stamps[0].signing->keys[0].fingerprint == kTwo);  // sorted by address
  CHECK(back.stamps[0].signing->keys[1].fingerprint == kOne);
  REQUIRE(back.stamps[1].signing);
  CHECK(back.stamps[1].signing->bind == 3);
  CHECK_FALSE(back.stamps[1].signing->proof);
  CHECK_FALSE(back.stamps[2].signing);
}

TEST_CASE("more keys, or further ahead, than the kernel's tables hold is an error", "[tables]") {
  const auto mistakes = [](uint32_t keys, std::chrono::hours ahead) {
    AgentConfig config;
    config.keys_ahead = ahead;
    config.stamps = {stamp({"10.0.0.0/8"}, {1}, {{5, 5}})};
    config.stamps[0].signing = Signing{};
    for (uint32_t i = 0; i < keys; ++i) {
      Fingerprint fingerprint{};
      std::memcpy(fingerprint.data(), &i, sizeof(i));
      config.keys[fingerprint] = {};
      wire::Address address{};
      std::memcpy(address.data(), &i, sizeof(i));
      config.stamps[0].signing->keys.push_back({{}, address, fingerprint});
    }
    Diagnostics diagnostics;
    compile(config, diagnostics);
    return text_of(diagnostics);
  };
  CHECK(mistakes(180, std::chrono::hours(24)).empty());
  CHECK_THAT(mistakes(190, std::chrono::hours(24)), Catch::Contains("[keys] ahead"));
  CHECK(mistakes(6, std::chrono::hours(720)).empty());
  CHECK_THAT(mistakes(7, std::chrono::hours(720)), Catch::Contains("[keys] ahead"));
  CHECK_THAT(mistakes(4097, std::chrono::hours(1)), Catch::Contains("keys of source addresses"));
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
