// SPDX-License-Identifier: MIT
#include "core/stack/plan.h"

#include <catch2/catch.hpp>

#include "tests/unit/stack/fake_files.h"
#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

// "module@level" for each position, a substack as "[name]@level".
std::string shape(const Plan& plan) {
  std::string text;
  for (const PlanEntry& each : plan.entries) {
    const bool substack = each.kind == PlanEntry::Kind::kSubstack;
    text += (substack ? "[" + each.source->target + "]" : each.source->target) + "@" +
            std::to_string(each.level) + " ";
  }
  return text;
}

std::string only_error(const Diagnostics& diagnostics) {
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].severity == Severity::kError);
  CHECK_FALSE(diagnostics.items()[0].remedy.empty());
  return to_line(diagnostics.items()[0]);
}

}  // namespace

TEST_CASE("an include's entries stand at the includer's level, as they are", "[plan]") {
  Files files;
  files.add("main", {module("a", 1), include("common", 2), module("d", 3)});
  files.add("common", {module("b", 1, sufficient_control()), module("c", 2)});
  Diagnostics diagnostics;
  const Plan plan = files.plan("main", diagnostics);
  CHECK(diagnostics.items().empty());
  CHECK(shape(plan) == "a@0 b@0 c@0 d@0 ");
  CHECK(plan.entries[1].control == sufficient_control());
}

TEST_CASE("a substack is a position with its entries one level deeper", "[plan]") {
  Files files;
  files.add("main", {substack("outer", 1), module("c", 2)});
  files.add("outer", {module("a", 1), substack("inner", 2), include("flat", 3)});
  files.add("inner", {module("x", 1)});
  files.add("flat", {module("y", 1)});
  Diagnostics diagnostics;
  const Plan plan = files.plan("main", diagnostics);
  CHECK(diagnostics.items().empty());
  CHECK(shape(plan) == "[outer]@0 a@1 [inner]@1 x@2 y@1 c@0 ");
}

TEST_CASE("a file is asked for once, however often it is included", "[plan]") {
  Files files;
  files.add("main", {include("x", 1), include("x", 2), substack("x", 3)});
  files.add("x", {module("a", 1)});
  Diagnostics diagnostics;
  CHECK(shape(files.plan("main", diagnostics)) == "a@0 a@0 [x]@0 a@1 ");
  CHECK(files.loads["x"] == 1);
}

TEST_CASE("what a source cannot give is reported once, and no jump is blamed for it", "[plan]") {
  Files files;
  files.add("main", {module("a", 1, table(jump(1))), include("gone", 2), include("gone", 3)});
  Diagnostics diagnostics;
  (void)files.plan("main", diagnostics);
  CHECK(only_error(diagnostics) == "stacks/main.toml:2:11: no such stack: gone; create it");
}

TEST_CASE("a cycle is reported with its path, where it closes", "[plan]") {
  Files files;
  files.add("main", {include("a", 4)});
  files.add("a", {substack("b", 5)});
  files.add("b", {module("m", 1), include("a", 9)});
  Diagnostics diagnostics;
  (void)files.plan("main", diagnostics);
  CHECK(only_error(diagnostics) ==
        "stacks/b.toml:9:11: this stack includes itself: main -> a -> b -> a; "
        "remove one of these includes");
}

TEST_CASE("a stack that includes itself is a cycle, under another name too", "[plan]") {
  Files files;
  files.add("main", {include("main", 3)});
  Diagnostics diagnostics;
  (void)files.plan("main", diagnostics);
  CHECK(only_error(diagnostics).find("main -> main") != std::string::npos);

  auto renamed = std::make_shared<StackFile>();
  renamed->path = "/etc/warifu/stacks/x.toml";
  renamed->entries = {include("alias", 1)};
  const StackFileSource source = [&](const std::string&, const Place&, Diagnostics&) {
    return renamed;
  };
  Diagnostics by_path;
  (void)make_plan(renamed, source, by_path);
  CHECK(only_error(by_path).find("x -> alias") != std::string::npos);
}

TEST_CASE("nesting is allowed sixteen deep and no deeper", "[plan]") {
  Files files;
  for (int depth = 0; depth < 20; ++depth) {
    files.add("s" + std::to_string(depth), {substack("s" + std::to_string(depth + 1), 7)});
  }
  files.add("s20", {module("m", 1)});
  Diagnostics allowed;
  CHECK(files.plan("s4", allowed).entries.back().level == kMaximumStackDepth);
  CHECK(allowed.items().empty());
  Diagnostics refused;
  (void)files.plan("s3", refused);
  CHECK(only_error(refused).starts_with("stacks/s19.toml:7:11: stacks are nested more than 16"));
}

TEST_CASE("too many entries are refused where they begin to be", "[plan]") {
  Files files;
  files.add("main", std::vector<StackEntry>(10, include("ten", 1)));
  files.add("ten", std::vector<StackEntry>(10, include("hundred", 1)));
  files.add("hundred", std::vector<StackEntry>(10, module("m", 1)));
  Diagnostics allowed;
  CHECK(files.plan("main", allowed).entries.size() == kMaximumPlanEntries);
  CHECK(allowed.items().empty());

  files.add("more", {include("main", 1), module("last", 42)});
  Diagnostics refused;
  CHECK(files.plan("more", refused).entries.size() == kMaximumPlanEntries);
  CHECK(only_error(refused).starts_with("stacks/more.toml:42:1: the stack has more than 1000"));
}

TEST_CASE("files without entries that include each other without end are refused", "[plan]") {
  Files files;
  for (int depth = 0; depth < 15; ++depth) {
    const std::string next = "f" + std::to_string(depth + 1);
    files.add("f" + std::to_string(depth), std::vector<StackEntry>(20, include(next, 1)));
  }
  files.add("f15", {});
  Diagnostics diagnostics;
  (void)files.plan("f0", diagnostics);
  CHECK(only_error(diagnostics).find("more than 1000 entries") != std::string::npos);
}

TEST_CASE("an entry of an observed include observes for as long as either says", "[plan]") {
  Files files;
  StackEntry observed = include("x", 1);
  observed.mode.observe_until = 200;
  StackEntry longer = module("b", 2);
  longer.mode.observe_until = 300;
  files.add("main", {observed, module("c", 2)});
  files.add("x", {module("a", 1), longer});
  Diagnostics diagnostics;
  const Plan plan = files.plan("main", diagnostics);
  CHECK(plan.entries[0].mode.observe_until == 200);
  CHECK(plan.entries[1].mode.observe_until == 300);
  CHECK_FALSE(plan.entries[2].mode.observe_until);
}
