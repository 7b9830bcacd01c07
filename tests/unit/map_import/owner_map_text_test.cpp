// SPDX-License-Identifier: MIT
#include "core/cli/map/owner_map_text.h"

#include <catch2/catch.hpp>

#include "core/toml/node.h"

using namespace warifu;
using namespace warifu::cli;

namespace {

const Node* find(const Node& table, std::string_view key) {
  for (const Member& each : *table.as<Table>()) {
    if (each.key == key) return &each.value;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("what is written is TOML that says the same") {
  const std::string awkward[] = {"a b",         "a.b",       "a=b",         "\"q\"", "it's",
                                 "back\\slash", "both'\\\"", "[x]",         "#c",    "\xE5\x89\xB2",
                                 "-_9",         "true",      "\x01\n\t\x7f"};
  OwnerMap map;
  for (const std::string& each : awkward) {
    map.accounts[each].owners = {each, 7U, each};
    map.rules.push_back({"/" + each, each + "\\1"});
  }
  Diagnostics diagnostics;
  const Node read = parse_toml(to_toml(map, "x"), "f", diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  for (const std::string& each : awkward) {
    const Node* const owners = find(*find(read, "accounts"), each);
    REQUIRE(owners != nullptr);
    REQUIRE(owners->as<Array>()->size() == 2);
    CHECK(*owners->as<Array>()->at(0).as<std::string>() == each);
    CHECK(*owners->as<Array>()->at(1).as<int64_t>() == 7);
  }
  const Array& rules = *find(read, "rule")->as<Array>();
  REQUIRE(rules.size() == map.rules.size());
  for (size_t i = 0; i < rules.size(); ++i) {
    CHECK(*find(rules[i], "owner")->as<std::string>() == map.rules[i].owner);
    CHECK(*find(rules[i], "account")->as<std::string>() == map.rules[i].account);
  }
}

TEST_CASE("the name of a file cannot end the comment") {
  OwnerMap map;
  map.accounts["a"].owners = {1U};
  Diagnostics diagnostics;
  const std::string text = to_toml(map, "x\n[[rule]]\nowner = \"all\"\naccount = \"all\"\r\xFF");
  const Node read = parse_toml(text, "f", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(find(read, "rule") == nullptr);
}
