// SPDX-License-Identifier: MIT
// Texts that are meant to break a parser.
#include <catch2/catch.hpp>

#include "core/toml/key_depth.h"
#include "tests/unit/toml/parsed.h"

using namespace warifu;

namespace {

std::string repeated(std::string_view piece, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i)
    text += piece;
  return text;
}

std::vector<std::string> mistakes(std::string_view text) {
  Diagnostics diagnostics;
  const Node root = parse_toml(text, "t.toml", diagnostics);
  if (diagnostics.has_errors()) REQUIRE(root.as<Table>()->empty());
  return lines_of(diagnostics);
}

}  // namespace

TEST_CASE("deep arrays and inline tables are refused, not recursed into") {
  REQUIRE(mistakes("a = " + repeated("[", 500000)).size() == 1);
  REQUIRE(mistakes("a = " + repeated("{a=", 300000)).size() == 1);
  REQUIRE(mistakes("a = " + repeated("[", 16) + repeated("]", 16)).empty());
  REQUIRE(mistakes("a = " + repeated("[", 17) + repeated("]", 17)).size() == 1);
}

TEST_CASE("a key of half a million parts does not exhaust the stack") {
  const auto deep = GENERATE_COPY(values<std::string>(
      {repeated("a.", 500000) + "a = 1", "[" + repeated("a.", 500000) + "a]",
       "[[" + repeated("a . ", 250000) + "a]]", repeated("\"a=\".", 200000) + "a = 1",
       repeated("'[#'.", 200000) + "a = 1", "x = {" + repeated("a.", 500000) + "a = 1}"}));
  const auto lines = mistakes(deep);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].find("a key has more than 16 parts; put a text with dots in quotes") !=
          std::string::npos);
}

TEST_CASE("a key may have sixteen parts") {
  REQUIRE(mistakes(repeated("a.", 15) + "a = 1").empty());
  REQUIRE(mistakes(repeated("a.", 16) + "a = 1").size() == 1);
}

TEST_CASE("dots in values, strings and comments are not parts of a key") {
  REQUIRE(mistakes("a = [" + repeated("1.5, ", 100) + "]").empty());
  REQUIRE(mistakes("a = \"" + repeated("x.", 100) + "\"").empty());
  REQUIRE(mistakes("a = '" + repeated("x.", 100) + "'").empty());
  REQUIRE(mistakes("a = \"\"\"\n" + repeated("x.", 100) + "\"\"\"").empty());
  REQUIRE(mistakes("a = '''" + repeated("x.", 100) + "'''").empty());
  REQUIRE(mistakes("# " + repeated("x.", 100) + "\na = 1").empty());
}

TEST_CASE("a string's end does not hide a deep key after it") {
  const std::string deep = repeated("a.", 40) + "a = 1";
  const auto before = GENERATE(values<std::string>(
      {"s = \"\\\"\"\n", "s = \"\\\\\"\n", "s = '\\'\n", "s = \"\"\n", "s = ''\n",
       "s = \"\"\"x\"\"\"\"\n", "s = \"\"\"x\"\"\"\"\"\n", "s = '''x''''\n", "s = '''x'''''\n",
       "s = \"\"\"\"\"\"\n", "s = \"\"\"\\\"\"\"\"\n", "s = \"#\"\n", "# \"\n", "# '''\n"}));
  REQUIRE(mistakes(before).empty());
  const auto position = find_key_too_deep(before + deep, 16);
  REQUIRE(position);
  REQUIRE(position->line == 2);
  REQUIRE(position->column == 32);
}

TEST_CASE("numbers that do not fit are mistakes") {
  for (const char* text :
       {"a = 9223372036854775808", "a = -9223372036854775809", "a = 0xFFFFFFFFFFFFFFFFF", "a = 0b2",
        "a = 1__0", "a = 01", "a = +", "a = 1e", "a = 2026-02-30", "a = 2026-13-01",
        "a = 99999-01-01", "a = 2026-01-01T25:00:00", "a = 2026-01-01T00:00:00+99:00"}) {
    CAPTURE(text);
    REQUIRE(mistakes(text).size() == 1);
  }
  REQUIRE(mistakes("a = " + repeated("9", 100000)).size() == 1);
  REQUIRE(mistakes("a = 9223372036854775807\nb = -9223372036854775808").empty());
}

TEST_CASE("bytes that no TOML may hold are mistakes, shown escaped") {
  const auto text = GENERATE(
      values<std::string>({"a = \"\xff\"", "\xff = 1", "a = \"\xed\xa0\x80\"", "a = \"\xc3",
                           std::string("a = \"\0\"", 7), std::string("\0", 1),
                           std::string("a\0 = 1", 6), "a = \"\x1b[31m\"", "# \x01\n", "a = 'x\x7f'",
                           "\x1b = 1", "a = \"\\ud800\"", "a = \"\\U00110000\"", "a = \"\\q\""}));
  const auto lines = mistakes(text);
  CAPTURE(text);
  REQUIRE(lines.size() == 1);
  for (const char c : lines[0])
    REQUIRE(static_cast<unsigned char>(c) >= 0x20);
}

TEST_CASE("letters beyond ASCII outside of strings are mistakes, not undefined behaviour") {
  for (const char* text : {"größe = 1", "ä = 1", "a = ä", "a = [ \u02bb", "a = \u3001",
                           "a = 1 \ufc00", "[ö]", "[a]ö", "a.ö = 1", "\n\u02bb", "a = 1\u00a0",
                           "a\u3000= 1", "a = \"\"\"\\ä\"\"\"", "a = {ö = 1}", "m\ufcff\ufeff\n"}) {
    CAPTURE(text);
    REQUIRE(mistakes(text).size() == 1);
  }
}

TEST_CASE("what cannot begin a key is a mistake, not a broken assertion") {
  for (const char* text :
       {"[=]", "[[=]]", "[.a]", "[a.]", "[a.=]", "[a b]", "a. = 1", "a.] = 1", "a = {=}",
        "a = {a.=1}", "= 1", "a = =", "a = _1", "a = [_]", "a = -_"}) {
    CAPTURE(text);
    REQUIRE(mistakes(text).size() == 1);
  }
}

TEST_CASE("letters beyond ASCII in strings and comments are text") {
  REQUIRE(*at(parsed("a = \"\"\"\\\n  änderung\"\"\""), "a").as<std::string>() == "änderung");
  REQUIRE(*at(parsed("a = 'ʻ、\ufc00'"), "a").as<std::string>() == "ʻ、\ufc00");
  REQUIRE(*at(parsed("\"ä\".\"ö\" = 1"), "ä").as<Table>()->front().value.as<int64_t>() == 1);
  REQUIRE(mistakes("# größe ʻ、\na = 1").empty());
}

TEST_CASE("texts that end too early are mistakes") {
  for (const char* text : {"a", "a =", "a = \"", "a = '''", "a = [", "a = {", "[", "[[", "[[a]",
                           "[a", "\"a", "a.", "a = {b=", "a = \"\\", "a = \"\\u12", "=", "."}) {
    CAPTURE(text);
    REQUIRE(mistakes(text).size() == 1);
  }
}

TEST_CASE("empty texts are empty tables") {
  for (const char* text : {"", "\n", "# only a comment", "\xEF\xBB\xBF", "\r\n \t"}) {
    REQUIRE(mistakes(text).empty());
  }
}

TEST_CASE("a table that is closed cannot be added to") {
  for (const char* text :
       {"a = {}\n[a.b]\n", "a = {}\na.b = 1", "a = [{}]\n[[a]]\n", "a = 1\n[[a]]\n", "[[a]]\n[a]\n",
        "[a.b]\n[[a]]\n", "a.b = 1\n[a]\n", "a = []\n[a.b]\n", "a = [{b = {}}]\n[a.b]\n"}) {
    CAPTURE(text);
    REQUIRE(mistakes(text).size() == 1);
  }
}
