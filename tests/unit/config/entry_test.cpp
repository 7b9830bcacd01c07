// SPDX-License-Identifier: MIT
// Controls as they are written in entries.
#include <catch2/catch.hpp>

#include "tests/unit/config/stack_text.h"

using namespace warifu;
using Kind = Action::Kind;

namespace {

Control control(const std::string& value) {
  const auto [stack, lines] = read_text("[[verify]]\nmodule = 'm'\ncontrol = " + value + "\n");
  CAPTURE(value, joined(lines));
  REQUIRE(lines.empty());
  return stack->entries.at(0).control;
}

}  // namespace

TEST_CASE("the four words") {
  REQUIRE(control("'required'") == required_control());
  REQUIRE(control("'requisite'") == requisite_control());
  REQUIRE(control("'sufficient'") == sufficient_control());
  REQUIRE(control("'optional'") == optional_control());
}

TEST_CASE("a table names actions for codes, and what it does not name is bad") {
  const Control c = control("{ pass = 'done', unknown = 'ignore', error = 'die', fail = 3 }");
  REQUIRE(c.on[WARIFU_PASS] == Action{Kind::kDone});
  REQUIRE(c.on[WARIFU_FAIL] == Action{Kind::kJump, 3});
  REQUIRE(c.on[WARIFU_UNKNOWN] == Action{Kind::kIgnore});
  REQUIRE(c.on[WARIFU_UNAVAILABLE] == Action{Kind::kBad});
  REQUIRE(c.on[WARIFU_IGNORE] == Action{Kind::kBad});
  REQUIRE(c.on[WARIFU_ERROR] == Action{Kind::kDie});
}

TEST_CASE("default stands for every code that is not named, wherever it is written") {
  for (const char* text :
       {"{ default = 'reset', pass = 'ok' }", "{ pass = 'ok', default = 'reset' }"}) {
    const Control c = control(text);
    REQUIRE(c.on[WARIFU_PASS] == Action{Kind::kOk});
    for (int code = WARIFU_FAIL; code <= WARIFU_ERROR; ++code) {
      REQUIRE(c.on[static_cast<size_t>(code)] == Action{Kind::kReset});
    }
  }
}

TEST_CASE("the words are what their tables say") {
  REQUIRE(control("{ pass = 'ok', ignore = 'ignore', default = 'bad' }") == required_control());
  REQUIRE(control("{ pass = 'ok', ignore = 'ignore', default = 'die' }") == requisite_control());
  REQUIRE(control("{ pass = 'done', default = 'ignore' }") == sufficient_control());
  REQUIRE(control("{ pass = 'ok', default = 'ignore' }") == optional_control());
}

TEST_CASE("an empty table is bad throughout") {
  for (const Action& action : control("{}").on)
    REQUIRE(action == Action{Kind::kBad});
}

TEST_CASE("an entry with a mistake still counts, so that jumps over it are right") {
  const auto [stack, lines] =
      read_text("[[verify]]\nmodule = 'a'\n[[verify]]\nmodule = 'NO'\n[[verify]]\nmodule = 'b'\n");
  REQUIRE(lines.size() == 1);
  REQUIRE(stack->entries.size() == 3);
}
