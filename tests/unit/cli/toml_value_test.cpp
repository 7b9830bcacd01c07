// SPDX-License-Identifier: MIT
#include "core/cli/key/toml_value.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::cli;

namespace {

std::string value_in(const std::string& text) {
  return text.substr(0, end_of_value(text, 0));
}

Node parsed(const std::string& text) {
  Diagnostics diagnostics;
  Node node = parse_toml(text, "t", diagnostics);
  REQUIRE(!diagnostics.has_errors());
  return node;
}

}  // namespace

TEST_CASE("where values end") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"1 # one", "1"},
      {"\"a\\\"# b\" # c", "\"a\\\"# b\""},
      {"'a\\' # c", "'a\\'"},
      {"\"\" #", "\"\""},
      {"''", "''"},
      {"\"\"\"a\n\"\"b\\\"\"\"\" # c", "\"\"\"a\n\"\"b\\\"\"\"\""},
      {"'''a'''''\nb", "'''a'''''"},
      {"[1, [2], # ]\n \"]\", ']']\nb", "[1, [2], # ]\n \"]\", ']']"},
      {"{ a = \"}\", b = { c = 1 } } # }", "{ a = \"}\", b = { c = 1 } }"},
      {"2026-01-01 00:00:00Z  # then", "2026-01-01 00:00:00Z"},
      {"true\t\r\n", "true"},
      {"1", "1"},
      {"\"open", "\"open"},
      {"[open", "[open"},
      {"\"\\", "\"\\"},
      {"", ""},
  };
  for (const auto& [text, value] : cases) {
    INFO(text);
    CHECK(value_in(text) == value);
  }
  CHECK(end_of_value("ab", 99) == 2);
}

TEST_CASE("texts as TOML reads them again") {
  for (const std::string text : {"", "a", "\"", "\\", "\x01\x1f\x7f\t\n", "k\xc3\xa4y"}) {
    const Node node = parsed("a = " + toml_string(text));
    CHECK(*node.as<Table>()->front().value.as<std::string>() == text);
  }
}

TEST_CASE("values are the same wherever they stand, and only then") {
  const std::string all =
      "b = 1\ni = 1\nt = \"1\"\nf = 1.5\nd = 2026-01-01\nh = 10:00:00\n"
      "l = [1, [true]]\nm = { x = 1, y = 2 }\n";
  CHECK(same_value(parsed(all), parsed("# moved\n\n" + all)));
  CHECK(same_value(parsed("a = 1\nb = 2"), parsed("b = 2\na = 1")));
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"a = 1", "a = 2"},
           {"a = 1", "a = true"},
           {"a = 1", "a = \"1\""},
           {"a = 1", "b = 1"},
           {"a = [1]", "a = [1, 1]"},
           {"a = [1, 2]", "a = [2, 1]"},
           {"a = 1.5", "a = 2.5"},
           {"a = 2026-01-01", "a = 2026-01-01T00:00:00Z"},
           {"a = 1", "a = 1\nb = 1"},
           {"a = { x = 1 }", "a = {}"},
           {"a = 10:00:00", "a = 1"}}) {
    INFO(a << " and " << b);
    CHECK(!same_value(parsed(a), parsed(b)));
    CHECK(!same_value(parsed(b), parsed(a)));
  }
}
