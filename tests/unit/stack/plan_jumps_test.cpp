// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/unit/stack/fake_files.h"
#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

std::vector<std::string> errors_of(Files& files) {
  Diagnostics diagnostics;
  (void)files.plan("main", diagnostics);
  std::vector<std::string> lines;
  for (const Diagnostic& each : diagnostics.items()) {
    lines.push_back(to_line(each));
  }
  return lines;
}

}  // namespace

TEST_CASE("a jump past the end of the stack is an error at its control", "[plan]") {
  Files files;
  files.add("main", {module("a", 3, table(jump(2))), module("b", 7)});
  CHECK(errors_of(files) ==
        std::vector<std::string>{
            "stacks/main.toml:3:21: the control skips 2 for \"pass\", and only 1 entry follows at "
            "its level; skip at most 1, or end the stack with \"done\" or \"die\""});
}

TEST_CASE("a jump from the last entry has nowhere to go", "[plan]") {
  Files files;
  files.add("main", {module("a", 3, table(kOk, jump(1)))});
  const auto lines = errors_of(files);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("for \"fail\", and no entry follows") != std::string::npos);
}

TEST_CASE("a jump may go just past the last entry", "[plan]") {
  Files files;
  files.add("main", {module("a", 3, table(jump(1))), module("b", 7)});
  CHECK(errors_of(files).empty());
}

TEST_CASE("includes count as the entries they bring", "[plan]") {
  Files files;
  files.add("main", {module("a", 1, table(jump(3))), include("two", 2), module("b", 3)});
  files.add("two", {module("x", 1, table(jump(2))), module("y", 2)});
  CHECK(errors_of(files).empty());
}

TEST_CASE("an include without entries counts as none", "[plan]") {
  Files files;
  files.add("main", {module("a", 1, table(jump(1))), include("none", 2)});
  files.add("none", {});
  CHECK(errors_of(files).size() == 1);
}

TEST_CASE("a substack counts as one, and a jump in it does not reach out of it", "[plan]") {
  Files files;
  files.add("main", {module("a", 1, table(jump(2))), substack("two", 2), module("b", 3)});
  files.add("two", {module("x", 1), module("y", 2)});
  CHECK(errors_of(files).empty());
  files.add("two", {module("x", 1), module("y", 2, table(jump(1)))});
  CHECK(errors_of(files).size() == 1);
  files.add("main", {module("a", 1, table(jump(3))), substack("two", 2), module("b", 3)});
  CHECK(errors_of(files).size() == 2);
}

TEST_CASE("a jump in a file that is included twice is reported once", "[plan]") {
  Files files;
  files.add("main", {substack("s", 1), substack("s", 2)});
  files.add("s", {module("x", 1, table(jump(1)))});
  CHECK(errors_of(files).size() == 1);
}
