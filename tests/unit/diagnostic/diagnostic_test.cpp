// SPDX-License-Identifier: MIT
#include "core/diagnostic/diagnostic.h"

#include <catch2/catch.hpp>

using namespace warifu;

TEST_CASE("a line says where, what and what to do, and no more than is known") {
  Diagnostic d{Severity::kError, {"a.toml", 3, 7}, "unknown key \"x\"", "remove it"};
  REQUIRE(to_line(d) == "a.toml:3:7: unknown key \"x\"; remove it");
  d.place.column = 0;
  REQUIRE(to_line(d) == "a.toml:3: unknown key \"x\"; remove it");
  d.place.line = 0;
  d.remedy.clear();
  REQUIRE(to_line(d) == "a.toml: unknown key \"x\"");
  d.place.file.clear();
  REQUIRE(to_line(d) == "unknown key \"x\"");
}

TEST_CASE("a warning says that it is one") {
  REQUIRE(to_line({Severity::kWarning, {"a.toml", 1, 1}, "w", "r"}) == "a.toml:1:1: warning: w; r");
}

TEST_CASE("no part of a line can forge another line or move the cursor") {
  const Diagnostic d{Severity::kError, {"a\n.toml", 1, 1}, "key \"\x1b[2J\"", "see\n\u202e"};
  REQUIRE(to_line(d) == "a\\n.toml:1:1: key \"\\x1b[2J\"; see\\n\\u{202e}");
}

TEST_CASE("errors and warnings are told apart") {
  Diagnostics d;
  REQUIRE_FALSE(d.has_errors());
  REQUIRE_FALSE(d.has_warnings());
  d.warning({}, "w", "");
  REQUIRE(d.has_warnings());
  REQUIRE_FALSE(d.has_errors());
  d.error({}, "e", "");
  REQUIRE(d.has_errors());
  REQUIRE(d.has_warnings());
  REQUIRE(d.items().size() == 2);
}

TEST_CASE("the list is bounded, and warnings never hide an error") {
  Diagnostics d;
  for (size_t i = 0; i < 3 * Diagnostics::kMaximumOfEach; ++i)
    d.warning({}, "w", "");
  REQUIRE(d.items().size() == Diagnostics::kMaximumOfEach);
  REQUIRE_FALSE(d.has_errors());
  for (size_t i = 0; i < 3 * Diagnostics::kMaximumOfEach; ++i)
    d.error({}, "e", "");
  REQUIRE(d.has_errors());
  REQUIRE(d.items().size() == 2 * Diagnostics::kMaximumOfEach + 1);
  REQUIRE(d.items().back().what == "there are more errors than are listed here");
}
