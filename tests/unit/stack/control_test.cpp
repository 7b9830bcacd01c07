// SPDX-License-Identifier: MIT
#include "core/stack/control.h"

#include <catch2/catch.hpp>

#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

void check(const Control& control, Action pass, Action ignore, Action otherwise) {
  for (size_t code = 0; code < kCodeCount; ++code) {
    CAPTURE(code_name(static_cast<int>(code)));
    const Action expected = code == WARIFU_PASS ? pass : code == WARIFU_IGNORE ? ignore : otherwise;
    CHECK(control.on[code] == expected);
  }
}

}  // namespace

TEST_CASE("a control's word is the table of pam.conf(5)", "[stack]") {
  check(required_control(), kOk, kIgnore, kBad);
  check(requisite_control(), kOk, kIgnore, kDie);
  check(sufficient_control(), kDone, kIgnore, kIgnore);
  check(optional_control(), kOk, kIgnore, kIgnore);
}

TEST_CASE("what a table does not name is bad", "[stack]") {
  const Control control;
  check(control, kBad, kBad, kBad);
}

TEST_CASE("codes have the names that a control table uses", "[stack]") {
  CHECK(code_name(WARIFU_PASS) == "pass");
  CHECK(code_name(WARIFU_FAIL) == "fail");
  CHECK(code_name(WARIFU_UNKNOWN) == "unknown");
  CHECK(code_name(WARIFU_UNAVAILABLE) == "unavailable");
  CHECK(code_name(WARIFU_IGNORE) == "ignore");
  CHECK(code_name(WARIFU_ERROR) == "error");
}

TEST_CASE("would_block and what is no code has no name that a control could use", "[stack]") {
  CHECK(code_name(WARIFU_WOULD_BLOCK) == "?");
  CHECK(code_name(-1) == "?");
  CHECK(code_name(1000000) == "?");
}

TEST_CASE("an action is told in the words of the log", "[stack]") {
  CHECK(to_text(kOk) == "ok");
  CHECK(to_text(kDone) == "done");
  CHECK(to_text(kBad) == "bad");
  CHECK(to_text(kDie) == "die");
  CHECK(to_text(kIgnore) == "ignore");
  CHECK(to_text(kReset) == "reset");
  CHECK(to_text(jump(2)) == "skip 2");
}
