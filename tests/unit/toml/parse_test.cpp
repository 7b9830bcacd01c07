// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/toml/parsed.h"

using namespace warifu;

TEST_CASE("each type of value") {
  const Node root = parsed(
      "b = true\n"
      "i = -42\n"
      "h = 0xFF\n"
      "f = 1.5\n"
      "n = nan\n"
      "s = \"a\\tb\"\n"
      "l = 'c:\\d'\n"
      "a = [1, \"two\"]\n"
      "t = { x = 1 }\n");
  REQUIRE(*at(root, "b").as<bool>());
  REQUIRE(*at(root, "i").as<int64_t>() == -42);
  REQUIRE(*at(root, "h").as<int64_t>() == 255);
  REQUIRE(*at(root, "f").as<double>() == 1.5);
  REQUIRE(std::isnan(*at(root, "n").as<double>()));
  REQUIRE(*at(root, "s").as<std::string>() == "a\tb");
  REQUIRE(*at(root, "l").as<std::string>() == "c:\\d");
  REQUIRE(at(root, "a").as<Array>()->size() == 2);
  REQUIRE(*at(at(root, "t"), "x").as<int64_t>() == 1);
  REQUIRE(at(root, "i").as<double>() == nullptr);
}

TEST_CASE("dates and moments are seconds since 1970") {
  const Node root = parsed(
      "date = 2026-03-01\n"
      "utc = 2026-03-01T12:00:00Z\n"
      "local = 2026-03-01T12:00:00\n"
      "east = 2026-03-01T12:00:00+02:00\n"
      "west = 2026-03-01T12:00:00.999-00:30\n"
      "early = 1969-12-31T23:59:59Z\n"
      "year0 = 0000-01-01\n"
      "clock = 12:00:00\n");
  const int64_t noon = 1772366400;
  REQUIRE(at(root, "date").as<DateTime>()->unix_seconds == noon - 12 * 3600);
  REQUIRE_FALSE(at(root, "date").as<DateTime>()->has_time);
  REQUIRE(at(root, "utc").as<DateTime>()->unix_seconds == noon);
  REQUIRE(at(root, "utc").as<DateTime>()->has_time);
  REQUIRE(at(root, "local").as<DateTime>()->unix_seconds == noon);
  REQUIRE(at(root, "east").as<DateTime>()->unix_seconds == noon - 7200);
  REQUIRE(at(root, "west").as<DateTime>()->unix_seconds == noon + 1800);
  REQUIRE(at(root, "early").as<DateTime>()->unix_seconds == -1);
  REQUIRE(at(root, "year0").as<DateTime>()->unix_seconds == -62167219200);
  REQUIRE(at(root, "clock").as<DateTime>() == nullptr);
  REQUIRE(at(root, "clock").type_name() == std::string("a time of day"));
}

TEST_CASE("every type has a name that fits a sentence") {
  const Node root = parsed("b=true\ni=1\nf=1.0\ns=''\nd=2026-01-01\na=[]\nt={}\n");
  std::string names;
  for (const Member& m : *root.as<Table>())
    names += std::string(m.value.type_name()) + ", ";
  REQUIRE(names == "a boolean, an integer, a float, a string, a date, an array, a table, ");
}

TEST_CASE("positions of keys and of values") {
  const Node root = parsed(
      "mode = \"enforce\"\n"
      "  deadline   =   '2s'\n"
      "\n"
      "[owner]\n"
      "accept_tcpriv = false\n"
      "\"割符\" = 1\n"
      "\"ä\" = { b.c = 7, d = [ 8,\n"
      "  9 ] }\n");
  REQUIRE(where(member(root, "mode").key_place) == "1:1");
  REQUIRE(where(at(root, "mode").place()) == "1:8");
  REQUIRE(where(member(root, "deadline").key_place) == "2:3");
  REQUIRE(where(at(root, "deadline").place()) == "2:18");
  REQUIRE(at(root, "mode").place().file == "t.toml");
  const Node& owner = at(root, "owner");
  REQUIRE(where(member(root, "owner").key_place) == "4:2");
  REQUIRE(where(owner.place()) == "4:1");
  REQUIRE(where(at(owner, "accept_tcpriv").place()) == "5:17");
  const Node& inline_table = at(owner, "ä");
  REQUIRE(where(inline_table.place()) == "7:7");
  REQUIRE(where(member(inline_table, "b").key_place) == "7:9");
  REQUIRE(where(member(at(inline_table, "b"), "c").key_place) == "7:11");
  REQUIRE(where(at(at(inline_table, "b"), "c").place()) == "7:15");
  const Array& array = *at(inline_table, "d").as<Array>();
  REQUIRE(where(array[0].place()) == "7:24");
  REQUIRE(where(array[1].place()) == "8:3");
}

TEST_CASE("positions in an array of tables: each entry is where its header is") {
  const Node root = parsed(
      "[[verify]]\n"
      "module = 'a'\n"
      "  [[verify]]\n"
      "module = 'b'\n"
      "[verify.options]\n"
      "uids = [1]\n"
      "options2.deep.key = 1\n");
  const Array& entries = *at(root, "verify").as<Array>();
  REQUIRE(entries.size() == 2);
  REQUIRE(where(member(root, "verify").key_place) == "1:3");
  REQUIRE(where(entries[0].place()) == "1:1");
  REQUIRE(where(entries[1].place()) == "3:3");
  REQUIRE(where(at(entries[1], "module").place()) == "4:10");
  REQUIRE(where(at(entries[1], "options").place()) == "5:1");
  REQUIRE(where(member(entries[1], "options").key_place) == "5:9");
  const Node& deep = at(at(entries[1], "options"), "options2");
  REQUIRE(where(deep.place()) == "7:1");
  REQUIRE(where(member(deep, "deep").key_place) == "7:10");
}

TEST_CASE("tables keep the order of the file") {
  const Node root = parsed("z = 1\na = 2\n[m]\n[b]\n");
  std::string order;
  for (const Member& m : *root.as<Table>())
    order += m.key;
  REQUIRE(order == "zamb");
}

TEST_CASE("a byte order mark is no key") {
  REQUIRE(where(member(parsed("\xEF\xBB\xBFmode = 1\n"), "mode").key_place) == "1:1");
}

TEST_CASE("a syntax error is told with its place and gives an empty table") {
  struct Case {
    std::string text;
    std::string line;
  };
  const std::string rest = "; correct it; nothing else in the file was checked";
  const auto c = GENERATE_COPY(values<Case>({
      {"a = 1\nb 2\n", "t.toml:2:3: not TOML: expected '=', saw '2' (in key-value pair)"},
      {"a = 1\na = 2\n",
       "t.toml:2:5: not TOML: cannot redefine existing integer 'a' (in key-value pair)"},
      {"[a]\n[a]\n", "t.toml:2:1: not TOML: cannot redefine existing table 'a' (in table header)"},
  }));
  Diagnostics diagnostics;
  const Node root = parse_toml(c.text, "t.toml", diagnostics);
  REQUIRE(lines_of(diagnostics) == std::vector<std::string>{c.line + rest});
  REQUIRE(root.as<Table>()->empty());
}
