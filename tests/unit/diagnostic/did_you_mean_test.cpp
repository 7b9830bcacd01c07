// SPDX-License-Identifier: MIT
#include "core/diagnostic/did_you_mean.h"

#include <catch2/catch.hpp>

using warifu::nearest;
using warifu::suggestion;

static const std::vector<std::string_view> kKeys = {"module", "mode", "control", "name", "sha256"};

TEST_CASE("each kind of slip finds its word") {
  REQUIRE(nearest("modul", kKeys) == "module");    // left out
  REQUIRE(nearest("modulee", kKeys) == "module");  // doubled
  REQUIRE(nearest("moduke", kKeys) == "module");   // mistyped
  REQUIRE(nearest("moudle", kKeys) == "module");   // swapped: one step, not two
  REQUIRE(nearest("nmae", kKeys) == "name");
  REQUIRE(nearest("CONTROL", kKeys) == "control");  // capitals
  REQUIRE(nearest("sha-256", kKeys) == "sha256");
}

TEST_CASE("words that are far from all find nothing") {
  REQUIRE(nearest("keyring", kKeys).empty());
  REQUIRE(nearest("", kKeys).empty());
  REQUIRE(nearest("x", {"y", "ab"}).empty());  // nothing of a word of one letter would be left
  REQUIRE(nearest(std::string(100000, 'm'), kKeys).empty());
  REQUIRE(nearest("module", {std::string_view{}}).empty());
}

TEST_CASE("the nearest wins, and of equally near ones the first") {
  REQUIRE(nearest("mod", {"mods", "mode"}) == "mods");
  REQUIRE(nearest("module", {"modules", "module"}) == "module");
}

TEST_CASE("words as long as may be compared, and one longer") {
  const std::string longest(64, 'a');
  REQUIRE(nearest(longest, {longest}) == longest);
  REQUIRE(nearest(std::string(64, 'b'), {longest}).empty());
  REQUIRE(nearest(longest, {std::string_view(std::string(65, 'a'))}).empty());
}

TEST_CASE("a suggestion names the near word, else all, else nothing to choose") {
  REQUIRE(suggestion("modul", kKeys) == "did you mean \"module\"?");
  REQUIRE(suggestion("keyring", {"a", "b"}) == "known keys: a, b");
  REQUIRE(suggestion("later", {"observe", "enforce"}, "one of") == "one of: observe, enforce");
  REQUIRE(suggestion("anything", {}) == "remove it");
}
