// SPDX-License-Identifier: MIT
// Warnings about what stands in options, whatever the walk does.
#include <catch2/catch.hpp>

#include "core/config/lint.h"
#include "tests/unit/stack/fake_files.h"
#include "warifu/module.h"

using namespace warifu;
using namespace warifu::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

Place at(uint32_t line, uint32_t column) {
  return {"stacks/main.toml", line, column};
}

StackEntry allowlist(std::vector<Node> uids) {
  StackEntry entry = module("uid_allowlist", 1);
  const Node list(Array(std::move(uids)), at(2, 10));
  entry.options = Node(Table{Member{"uids", at(2, 1), list}}, at(2, 1));
  return entry;
}

std::vector<std::string> warnings_of(const StackEntry& entry, const ModuleTraits& traits,
                                     bool accept_tcpriv = false,
                                     const std::vector<int>& sources = OwnerConfig().sources) {
  auto file = std::make_shared<StackFile>();
  file->path = "stacks/main.toml";
  file->entries = {entry};
  file->entries[0].place.file = file->path;
  file->owner.accept_tcpriv = accept_tcpriv;
  file->owner.sources = sources;
  file->owner_place = at(9, 17);
  file->sources_place = at(8, 11);
  Diagnostics diagnostics;
  const Plan plan = make_plan(file, {}, diagnostics);
  lint(plan, {traits}, diagnostics);
  std::vector<std::string> lines;
  for (const Diagnostic& each : diagnostics.items()) {
    lines.push_back(to_line(each));
  }
  return lines;
}

}  // namespace

TEST_CASE("uid 0 and system uids are told at the element that allows them", "[lint]") {
  const StackEntry entry = allowlist({Node(int64_t{5000}, at(3, 5)), Node(int64_t{0}, at(4, 5)),
                                      Node(std::string("900-2000"), at(5, 5))});
  ModuleTraits traits;
  traits.allowed_uids = {{0, 0}, {900, 2000}, {5000, 5000}};
  const auto lines = warnings_of(entry, traits);
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:4:5: warning: \"uid_allowlist\" allows uid 0; "));
  CHECK_THAT(lines[1],
             StartsWith("stacks/main.toml:5:5: warning: \"uid_allowlist\" allows system uids"));
}

TEST_CASE("uids from 1000 on raise no alarm", "[lint]") {
  ModuleTraits traits;
  traits.allowed_uids = {{1000, 59999}};
  CHECK(warnings_of(allowlist({Node(std::string("1000-59999"), at(3, 5))}), traits).empty());
}

TEST_CASE("999 is a system uid", "[lint]") {
  ModuleTraits traits;
  traits.allowed_uids = {{999, 999}};
  CHECK(warnings_of(allowlist({Node(int64_t{999}, at(3, 5))}), traits).size() == 1);
}

TEST_CASE("a range whose system uids are denied raises no alarm", "[lint]") {
  ModuleTraits traits;
  traits.allowed_uids = {{0, 65533}};
  traits.denied_uids = {{0, 999}};
  CHECK(warnings_of(allowlist({Node(std::string("0-65533"), at(3, 5))}), traits).empty());
  traits.denied_uids = {{1, 999}};
  CHECK(warnings_of(allowlist({Node(std::string("0-65533"), at(3, 5))}), traits).size() == 1);
}

TEST_CASE("accept_tcpriv beside a module that checks signatures is told where it stands",
          "[lint]") {
  const ModuleTraits signature = {WARIFU_MODULE_SIGNATURE, -1, {}, {}, false};
  const auto lines = warnings_of(module("hmac_owner", 1), signature, true);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0], StartsWith("stacks/main.toml:9:17: warning: accept_tcpriv"));
  CHECK(warnings_of(module("hmac_owner", 1), signature, false).empty());
  CHECK(warnings_of(module("uid_allowlist", 1), ModuleTraits{}, true).empty());
}

TEST_CASE("a module that checks signatures, where no source brings one, is told at the sources",
          "[lint]") {
  const ModuleTraits signature = {WARIFU_MODULE_SIGNATURE, -1, {}, {}, false};
  const auto with = [&](const std::vector<int>& sources) {
    return warnings_of(module("hmac_owner", 1), signature, false, sources);
  };
  const auto lines = with({WARIFU_SOURCE_UNIX_SOCKET, WARIFU_SOURCE_SAME_HOST});
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:8:11: warning: \"hmac_owner\" (stacks/main.toml:1) "
                        "checks signatures, and none of these sources can bring one; "));
  CHECK(with({WARIFU_SOURCE_SAME_HOST, WARIFU_SOURCE_RECORD}).empty());
  CHECK(with({WARIFU_SOURCE_UNIX_SOCKET, WARIFU_SOURCE_SAVED_SYN}).empty());
  CHECK(warnings_of(module("uid_allowlist", 1), ModuleTraits{}, false, {WARIFU_SOURCE_UNIX_SOCKET})
            .empty());
}
