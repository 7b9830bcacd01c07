// SPDX-License-Identifier: MIT
#include "core/toml/table_reader.h"

#include <catch2/catch.hpp>

#include "tests/unit/toml/parsed.h"

using namespace warifu;
using Lines = std::vector<std::string>;

TEST_CASE("known keys come out with their values, and nothing is reported") {
  const Node node = parsed(
      "b = false\ni = 5\ns = 'x'\nc = 'two'\nd = '200ms'\nw = 2026-01-01\n"
      "l = ['x', 'y']\nt = { k = 1 }\na = []\n");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  REQUIRE(reader.boolean("b") == false);
  REQUIRE(reader.integer("i", 1, 5) == 5);
  REQUIRE(reader.text("s") == "x");
  REQUIRE(reader.choice("c", {"one", "two"}) == "two");
  REQUIRE(reader.duration("d") == std::chrono::milliseconds(200));
  REQUIRE(reader.date("w")->unix_seconds == 1767225600);
  REQUIRE(reader.texts("l") == Lines{"x", "y"});
  REQUIRE(*at(*reader.table("t"), "k").as<int64_t>() == 1);
  REQUIRE(reader.array("a")->empty());
  REQUIRE(reader.require("b", ""));
  REQUIRE(reader.find("s") != nullptr);
  reader.finish();
  REQUIRE(lines_of(diagnostics).empty());
}

TEST_CASE("absent keys are nothing, and no mistake unless required") {
  const Node node = parsed("");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  REQUIRE_FALSE(reader.boolean("k"));
  REQUIRE_FALSE(reader.integer("k"));
  REQUIRE_FALSE(reader.text("k"));
  REQUIRE_FALSE(reader.choice("k", {"x"}));
  REQUIRE_FALSE(reader.duration("k"));
  REQUIRE_FALSE(reader.date("k"));
  REQUIRE_FALSE(reader.texts("k"));
  REQUIRE(reader.table("k") == nullptr);
  REQUIRE(reader.array("k") == nullptr);
  reader.finish();
  REQUIRE(lines_of(diagnostics).empty());
  REQUIRE_FALSE(reader.require("k", "add it"));
  REQUIRE(lines_of(diagnostics) == Lines{"t.toml:1:1: missing key \"k\"; add it"});
}

TEST_CASE("each wrong type is told at the value, with what to write instead") {
  const Node node = parsed("k = 12:00:00\n");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  (void)reader.boolean("k");
  (void)reader.integer("k");
  (void)reader.text("k");
  (void)reader.choice("k", {"x"});
  (void)reader.duration("k");
  (void)reader.date("k");
  (void)reader.texts("k");
  (void)reader.table("k");
  (void)reader.array("k");
  reader.finish();
  const std::string at = "t.toml:1:5: \"k\" must be ";
  const std::string is = ", not a time of day; write ";
  REQUIRE(lines_of(diagnostics) ==
          Lines{at + "a boolean" + is + "true or false, without quotes",
                at + "an integer" + is + "a whole number, without quotes",
                at + "a string" + is + "one text in double quotes",
                at + "a string" + is + "one text in double quotes",
                at + "a duration" + is +
                    "a whole number with us, ms, s, m or h, in quotes: \"200ms\", \"2s\"",
                at + "a date" + is + "it as 2030-01-31 or 2030-01-31T12:00:00Z, without quotes",
                at + "an array" + is + "it in brackets: [ ... ]",
                at + "a table" + is + "it as { key = value }",
                at + "an array" + is + "it in brackets: [ ... ]"});
}

TEST_CASE("values that are out of range, and words that are none of the choices") {
  const Node node =
      parsed("a = 0\nb = 9\nc = -1\nw = 'observ'\nx = 'zzz'\nd = '-1s'\nl = ['a', 1]\n");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  REQUIRE_FALSE(reader.integer("a", 1));
  REQUIRE_FALSE(reader.integer("b", std::numeric_limits<int64_t>::min(), 8));
  REQUIRE_FALSE(reader.integer("c", 0, 8));
  REQUIRE_FALSE(reader.choice("w", {"enforce", "observe"}));
  REQUIRE_FALSE(reader.choice("x", {"enforce", "observe"}));
  REQUIRE_FALSE(reader.duration("d"));
  REQUIRE_FALSE(reader.texts("l"));
  REQUIRE(lines_of(diagnostics) ==
          Lines{"t.toml:1:5: \"a\" cannot be 0; write at least 1",
                "t.toml:2:5: \"b\" cannot be 9; write at most 8",
                "t.toml:3:5: \"c\" cannot be -1; write a number from 0 to 8",
                "t.toml:4:5: \"w\" cannot be \"observ\"; did you mean \"observe\"?",
                "t.toml:5:5: \"x\" cannot be \"zzz\"; write one of: enforce, observe",
                "t.toml:6:5: \"d\" cannot be \"-1s\"; write a whole number with us, ms, s, m or h, "
                "in quotes: \"200ms\", \"2s\"",
                "t.toml:7:11: each of \"l\" must be a string, not an integer; write one text in "
                "double quotes"});
}

TEST_CASE("every key that nobody asked for is told, also one with hostile bytes") {
  const Node node = parsed("mode = 1\nmoed = 2\n\"\\u202E\\n\" = 3\n");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  (void)reader.integer("mode");
  (void)reader.integer("deadline");
  reader.finish();
  REQUIRE(lines_of(diagnostics) ==
          Lines{"t.toml:2:1: unknown key \"moed\"; did you mean \"mode\"?",
                "t.toml:3:1: unknown key \"\\u{202e}\\n\"; known keys: deadline, mode"});
}

TEST_CASE("hints say more of an unknown key than its spelling") {
  const Node node = parsed("deadline = 1\nmoed = 2\nuids = 3\n");
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  (void)reader.integer("mode");
  const KeyHints::Hint elsewhere[] = {{"deadline", "move it up"}};
  reader.finish({elsewhere, "write it below options"});
  REQUIRE(lines_of(diagnostics) ==
          Lines{"t.toml:1:1: unknown key \"deadline\"; move it up",
                "t.toml:2:1: unknown key \"moed\"; did you mean \"mode\"?",
                "t.toml:3:1: unknown key \"uids\"; write it below options"});
}

TEST_CASE("what is no table is told once") {
  const Node node(int64_t{1}, Place{"t.toml", 4, 2});
  Diagnostics diagnostics;
  TableReader reader(node, diagnostics);
  REQUIRE_FALSE(reader.require("k", "add it"));
  REQUIRE_FALSE(reader.text("k"));
  reader.finish();
  REQUIRE(lines_of(diagnostics) ==
          Lines{"t.toml:4:2: this must be a table, not an integer; write it as { key = value }"});
}
