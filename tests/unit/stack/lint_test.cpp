// SPDX-License-Identifier: MIT
#include "core/config/lint.h"

#include <catch2/catch.hpp>

#include "tests/unit/stack/fake_files.h"
#include "tests/unit/stack/fake_stack.h"
#include "warifu/module.h"

using namespace warifu;
using namespace warifu::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

ModuleTraits traits_of(const StackEntry& entry) {
  static const std::map<std::string, ModuleTraits> modules = {
      {"permit", {WARIFU_MODULE_NEVER_FAILS, WARIFU_PASS, {}, {}, false}},
      {"deny", {0, WARIFU_FAIL, {}, {}, false}},
      {"hmac_owner", {WARIFU_MODULE_SIGNATURE | WARIFU_MODULE_SETS_DOMAIN, -1, {}, {}, false}},
      {"uid_allowlist", {WARIFU_MODULE_DECIDES_OWNER, -1, {}, {}, false}},
      {"owner_map", {WARIFU_MODULE_DECIDES_OWNER, -1, {}, {}, false}},
      {"names", {WARIFU_MODULE_NEVER_FAILS, -1, {}, {}, false}},
      {"stns", {0, -1, {}, {}, false}}};
  ModuleTraits traits = modules.at(entry.target);
  traits.missing = entry.ignore_if_missing;
  return traits;
}

std::vector<std::string> warnings_of(const Plan& plan, const std::vector<ModuleTraits>& modules) {
  Diagnostics diagnostics;
  lint(plan, modules, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  std::vector<std::string> lines;
  for (const Diagnostic& each : diagnostics.items()) {
    CHECK_FALSE(each.remedy.empty());
    lines.push_back(to_line(each));
  }
  return lines;
}

std::vector<std::string> warnings_of(Files& files) {
  Diagnostics refused;
  const Plan plan = files.plan("main", refused);
  REQUIRE_FALSE(refused.has_errors());
  std::vector<ModuleTraits> modules;
  for (const PlanEntry& each : plan.entries) {
    const bool substack = each.kind == PlanEntry::Kind::kSubstack;
    modules.push_back(substack ? ModuleTraits{} : traits_of(*each.source));
  }
  return warnings_of(plan, modules);
}

std::vector<std::string> warnings_of(std::vector<StackEntry> entries) {
  Files files;
  files.add("main", std::move(entries));
  return warnings_of(files);
}

}  // namespace

TEST_CASE("the usual stacks raise no alarm", "[lint]") {
  const Control requisite = requisite_control();
  const Control sufficient = sufficient_control();
  CHECK(warnings_of({module("uid_allowlist", 1)}).empty());
  CHECK(warnings_of({module("deny", 1)}).empty());
  CHECK(warnings_of({module("hmac_owner", 1, requisite), module("owner_map", 2)}).empty());
  CHECK(warnings_of({module("hmac_owner", 1), module("owner_map", 2)}).empty());
  CHECK(warnings_of({module("hmac_owner", 1, requisite), module("stns", 2), module("owner_map", 3)})
            .empty());
  CHECK(warnings_of({module("hmac_owner", 1, requisite), module("names", 2, optional_control()),
                     module("uid_allowlist", 3, sufficient), module("owner_map", 4)})
            .empty());
  CHECK(warnings_of({module("uid_allowlist", 1, sufficient), module("owner_map", 2, sufficient),
                     module("deny", 3)})
            .empty());
}

TEST_CASE("an entry behind one that always ends the stack never runs", "[lint]") {
  const auto lines =
      warnings_of({module("uid_allowlist", 1), module("deny", 2, requisite_control()),
                   module("stns", 3), module("owner_map", 4)});
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:3:1: warning: the entry \"stns\" can never run"));
  CHECK_THAT(lines[0], Contains("\"deny\" (stacks/main.toml:2)"));
  CHECK_THAT(lines[1], StartsWith("stacks/main.toml:4:1: warning: "));
}

TEST_CASE("a sufficient pass ends the stack only where nothing refused", "[lint]") {
  const Control sufficient = sufficient_control();
  CHECK(warnings_of(
            {module("uid_allowlist", 1), module("permit", 2, sufficient), module("owner_map", 3)})
            .empty());
  // Twice told: what never runs, and that only permit decides.
  const auto lines = warnings_of({module("permit", 1, sufficient), module("owner_map", 2)});
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], Contains("\"owner_map\" can never run"));
}

TEST_CASE("an entry that every answer jumps over never runs", "[lint]") {
  const auto lines = warnings_of({module("stns", 1, table(jump(1), jump(1))),
                                  module("owner_map", 2), module("uid_allowlist", 3)});
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:2:1: warning: the entry \"owner_map\" can never run"));
  CHECK(warnings_of({module("stns", 1, table(jump(1), kBad)), module("owner_map", 2),
                     module("uid_allowlist", 3)})
            .empty());
}

TEST_CASE("of a substack that is never entered only the substack is told", "[lint]") {
  Files files;
  files.add("main", {module("deny", 1, requisite_control()), substack("dead", 2)});
  files.add("dead", {module("stns", 1), module("owner_map", 2)});
  const auto lines = warnings_of(files);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:2:1: warning: the substack \"dead\" can never run"));
}

TEST_CASE("die in a substack leaves the entries after the substack alive", "[lint]") {
  Files files;
  files.add("main", {substack("inner", 1), module("owner_map", 2)});
  files.add("inner", {module("deny", 1, requisite_control())});
  CHECK(warnings_of(files).empty());
}

TEST_CASE("an entry of a file included twice is dead only if it is so both times", "[lint]") {
  Files files;
  files.add("main", {include("x", 1), module("deny", 2, requisite_control()), include("x", 3)});
  files.add("x", {module("owner_map", 1)});
  CHECK(warnings_of(files).empty());
}

TEST_CASE("an entry that observes may come to nothing, and so hides none", "[lint]") {
  StackEntry observed = module("deny", 1, requisite_control());
  observed.mode.observe_until = 1;
  CHECK(warnings_of({observed, module("owner_map", 2)}).empty());
}

TEST_CASE("a stack that nothing can fail is told, at what lets everybody in", "[lint]") {
  auto lines = warnings_of({module("uid_allowlist", 4, optional_control()), module("permit", 7)});
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:7:1: warning: nothing can fail this stack: with "
                        "\"permit\" everyone"));
  CHECK(warnings_of({module("permit", 1)}).size() == 1);
  CHECK(warnings_of({module("uid_allowlist", 4), module("permit", 7)}).empty());
}

TEST_CASE("a module that never fails may still ignore, and then nothing passed", "[lint]") {
  CHECK(warnings_of({module("names", 1)}).empty());
}

TEST_CASE("a table that approves of every answer lets in only who passes", "[lint]") {
  CHECK(warnings_of({module("stns", 1, table(kOk, kOk))}).empty());
}

TEST_CASE("a refusal that a reset always forgets can fail nothing", "[lint]") {
  CHECK(warnings_of({module("uid_allowlist", 1), module("stns", 2, table(kReset, kReset)),
                     module("permit", 3)})
            .size() == 1);
}

TEST_CASE("an owner decided on where no signature need have passed is told", "[lint]") {
  auto lines = warnings_of({module("uid_allowlist", 3), module("hmac_owner", 6)});
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             StartsWith("stacks/main.toml:3:1: warning: \"uid_allowlist\" decides on an owner"));
  CHECK_THAT(lines[0], Contains("put \"hmac_owner\" (stacks/main.toml:6) before it"));
  CHECK(warnings_of({module("hmac_owner", 1, optional_control()), module("owner_map", 2)}).size() ==
        1);
  CHECK(
      warnings_of({module("hmac_owner", 1, sufficient_control()), module("owner_map", 2)}).size() ==
      1);
}

TEST_CASE("a branch that goes round the signature is found", "[lint]") {
  CHECK(warnings_of({module("stns", 1, table(jump(1), kIgnore)),
                     module("hmac_owner", 2, requisite_control()), module("owner_map", 3)})
            .size() == 1);
}

TEST_CASE("a signature that may be missing is none", "[lint]") {
  StackEntry missing = module("hmac_owner", 1, requisite_control());
  missing.ignore_if_missing = true;
  CHECK(warnings_of({missing, module("owner_map", 2)}).size() == 1);
}

TEST_CASE("a signature in a substack counts, if it decides there", "[lint]") {
  Files files;
  files.add("main", {substack("signed", 1), module("owner_map", 2)});
  files.add("signed", {module("hmac_owner", 1, requisite_control())});
  CHECK(warnings_of(files).empty());
  files.add("signed", {module("hmac_owner", 1, optional_control())});
  CHECK(warnings_of(files).size() == 1);
}
