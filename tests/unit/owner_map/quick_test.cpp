// SPDX-License-Identifier: MIT
// Plain lines that are taken out before the parser: they say what the parser would have said.
#include <random>

#include "modules/owner_map/plain_accounts.h"
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;
using owner_map::divide;
using owner_map::Way;

namespace {

size_t taken(const std::string& text) {
  return divide(text).accounts.size();
}

// Both ways: the same load, and the same answers for each account and uid of a small world.
void compare(const std::string& text) {
  CAPTURE(text);
  const Outcome quick = read_text(text);
  const Outcome whole = read_text(text, {}, Way::kWhole);
  CHECK(quick.map.has_value() == whole.map.has_value());
  if (!quick.map || !whole.map) return;
  CHECK(quick.told == whole.told);
  CHECK(quick.map->accounts.size() == whole.map->accounts.size());
  for (const char* account : {"a", "b", "c", "a-b", "1", "all", "x"}) {
    for (const uint32_t uid : {0u, 1u, 2u, 10u})
      CHECK(ask(*quick.map, {account, uid}) == ask(*whole.map, {account, uid}));
  }
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"[accounts]\n",
                                                   "[accounts]\n",
                                                   "a = 1\n",
                                                   "b = 2\n",
                                                   "c=10\n",
                                                   "  a-b\t=  1  \n",
                                                   "1 = 2\n",
                                                   "a = 01\n",
                                                   "b = +1\n",
                                                   "c = 1_0\n",
                                                   "\"a\" = 1\n",
                                                   "a = [1, 2]\n",
                                                   "a = [1,\n",
                                                   "2]\n",
                                                   "]\n",
                                                   "# a\n",
                                                   "# [\n",
                                                   "\n",
                                                   "b = \"\"\"\n",
                                                   "\"\"\"\n",
                                                   "'''\n",
                                                   "c = '''\n",
                                                   "c = \"x\"\n",
                                                   "c = \"[\"\n",
                                                   "b = [\"]\"]\n",
                                                   "b = [\"[\"]\n",
                                                   "x = { domain = 'w', any = [1] }\n",
                                                   "x = { domain = 'w', any = [\n",
                                                   "x = [{ any = 1 }\n",
                                                   "a = 1 # x\n",
                                                   "a = 1",
                                                   "b = 2\r\n",
                                                   "[[rule]]\n",
                                                   "account = 'x'\nuid = 1\n",
                                                   "[accounts.x]\n",
                                                   "a.b = 1\n",
                                                   " [accounts]\n",
                                                   "[accounts] # x\n",
                                                   "include = [\n",
                                                   "domain = 'w'\n",
                                                   "\xff\n",
                                                   "a = 1\xc2\xa0\n",
                                                   "a\n",
                                                   "b = 4294967295\n",
                                                   "c = 99999999999\n",
                                                   "\xef\xbb\xbf",
                                                   "[\"accounts\"]\n",
                                                   "accounts.a = 1\n",
                                                   "accounts = { a = 1 }\n",
                                                   "all = 0\n",
                                                   "}\n",
                                                   "a = { domain = 'w', any = 1\n"};
  std::string text;
  const size_t count = random() % 8 + 1;
  if (random() % 2 == 0) text = "[accounts]\n";
  for (size_t i = 0; i < count; ++i)
    text += kPieces[random() % kPieces.size()];
  return text;
}

}  // namespace

TEST_CASE("a carriage return that ends the file is left to the parser", "[quick]") {
  CHECK(taken("[accounts]\na = 1\r\n") == 1);
  CHECK(taken("[accounts]\na = 1\r") == 0);
  compare("[accounts]\na = 1\r");
  CHECK_FALSE(read_text("[accounts]\na = 1\r").map);
}

TEST_CASE("plain lines are taken out, and leave empty lines", "[quick]") {
  const auto divided = divide("domain = 'w'\n[accounts]\na = 1\n b-2\t=  20 \r\n\n# c\nc = 3\n");
  CHECK(divided.rest == "domain = 'w'\n[accounts]\n\n\n\n# c\n\n");
  REQUIRE(divided.accounts.size() == 3);
  const auto& second = divided.accounts[1];
  CHECK(second.key == "b-2");
  CHECK(second.value == 20);
  CHECK(second.line == 4);
  CHECK(second.key_column == 2);
  CHECK(second.value_column == 9);
  CHECK(divided.accounts[2].line == 7);
}

TEST_CASE("only what is certain is taken", "[quick]") {
  CHECK(taken("a = 1\n") == 0);
  CHECK(taken(" [accounts]\na = 1\n") == 0);
  CHECK(taken("x = [\n[accounts]\n") == 0);
  CHECK(taken("x = \"\"\"\n[accounts]\na = 1\n\"\"\"\n") == 0);
  CHECK(taken("[accounts]\na = 1\n[other]\nb = 1\n") == 1);
  CHECK(taken("[accounts]\nx = [1,\na = 1\n]\n") == 0);
  CHECK(taken("[accounts]\nx = '''\na = 1\n'''\n") == 0);
  CHECK(taken("[accounts]\nx = [1] # ]\na = 1\n") == 0);
  CHECK(taken("[accounts]\nx = [[1]\na = 1\n]\n") == 0);
  for (const char* line :
       {"a = 01", "a = +1", "a = 1_0", "a = 12345678901", "a = ", "= 1", "a.b = 1", "'a' = 1",
        "a = 1 # x", "a = 1.0", "a b = 1", "a = 1\xc2\xa0", "a = 0x1"}) {
    CAPTURE(line);
    CHECK(taken(std::string("[accounts]\n") + line + "\n") == 0);
  }
  CHECK(taken("[accounts]\nx = [1, \"y\"]\na = 1\nx = { domain = \"d\", any = [1] }\nb = 1") == 2);
}

TEST_CASE("both ways read the same", "[quick]") {
  std::mt19937 random(20261125);
  for (int i = 0; i < 6000; ++i)
    compare(random_text(random));
}

TEST_CASE("a map of many accounts finds each of them", "[quick]") {
  std::string text = "[accounts]\n";
  for (int i = 1; i <= 100'000; ++i)
    text += "wp_" + std::to_string(i) + " = " + std::to_string(i + 10) + "\n";
  const Outcome outcome = read_text(text);
  REQUIRE(outcome.map);
  REQUIRE(outcome.map->accounts.size() == 100'000);
  size_t right = 0;
  for (uint32_t i = 1; i <= 100'000; ++i) {
    const std::string account = "wp_" + std::to_string(i);
    right += ask(*outcome.map, {account, i + 10}).code == WARIFU_PASS ? 1 : 0;
    right += ask(*outcome.map, {account, i + 11}).code == WARIFU_FAIL ? 1 : 0;
  }
  CHECK(right == 200'000);
}

TEST_CASE("huge and deeply nested maps are read or refused", "[quick]") {
  std::string text = "[accounts]\n";
  while (text.size() < 10'000'000)
    text += "a = 1\n";
  CHECK_FALSE(read_text(text).map);  // the same account over and over
  CHECK_FALSE(read_text("a = " + std::string(100'000, '[')).map);
  CHECK_FALSE(read_text("[accounts]\na = " + std::string(100'000, '[')).map);
  std::string dotted = "[accounts]\na";
  for (int i = 0; i < 100'000; ++i)
    dotted += ".a";
  CHECK_FALSE(read_text(dotted + " = 1\n").map);
  CHECK_FALSE(read_text(std::string(1'000'000, '[')).map);
}
