// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident_scanner.h"

#include <catch2/catch.hpp>

using namespace warifu::cli;

namespace {

// "LINE:[field][field]", a field's tokens with commas, a quoted one with ' before it.
std::string taken_apart(std::string_view text) {
  std::string all;
  PgIdentScanner scanner(text);
  while (const auto line = scanner.next()) {
    all += std::to_string(line->line) + ":";
    if (line->fault) all += "!";
    for (const auto& field : line->fields) {
      all += "[";
      for (const PgToken& each : field)
        all +=
            (&each == &field.front() ? "" : ",") + std::string(each.quoted ? "'" : "") + each.text;
      all += "]";
    }
    all += "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("tokens, quotes and comments") {
  CHECK(taken_apart("a b\tc\n") == "1:[a][b][c]\n");
  CHECK(taken_apart("\n# x\n  # y\na b c # d\na b c#d") == "4:[a][b][c]\n5:[a][b][c]\n");
  CHECK(taken_apart("\"a b\" \"#\" \"\"\n") == "1:['a b]['#][']\n");
  CHECK(taken_apart("\"a\"\"b\" a\"b c\"d a\"\"\n") == "1:['a\"b][ab cd][a]\n");
  CHECK(taken_apart("a,b c, d ,e\n") == "1:[a,b][c,d][e]\n");
  CHECK(taken_apart("a b c\r\n\r\nd\r\n") == "1:[a][b][c]\n3:[d]\n");
  CHECK(taken_apart("@x @\"y z\" \"@w\"") == "1:[@x][@y z]['@w]\n");
}

TEST_CASE("a backslash at the end joins the next line") {
  CHECK(taken_apart("a \\\n b \\\r\n c\nd") == "1:[a][b][c]\n4:[d]\n");
  CHECK(taken_apart("# a \\\n b\nc") == "3:[c]\n");
  CHECK(taken_apart("ab\\\ncd e\\") == "1:[abcd][e]\n");
  CHECK(taken_apart("a\\\n\\\nb") == "1:[ab]\n");
  // Of two backslashes the second alone joins, and the first does not with an empty line.
  CHECK(taken_apart("a\\\\\nb") == "1:[a\\b]\n");
  CHECK(taken_apart("a\\\\\n\nb") == "1:[a\\]\n3:[b]\n");
  CHECK(taken_apart("a\\b") == "1:[a\\b]\n");
}

TEST_CASE("what is no line of text") {
  CHECK(taken_apart("a \"b\nc") == "1:!\n2:[c]\n");
  CHECK(taken_apart(std::string_view("a\0b\nc", 5)) == "1:!\n2:[c]\n");
  CHECK(taken_apart(std::string(kLongestPgIdentLine + 1, 'a') + "\nc") == "1:!\n2:[c]\n");
  std::string joined;
  for (size_t i = 0; i < kLongestPgIdentLine; i += 64)
    joined += std::string(64, 'a') + "\\\n";
  CHECK(taken_apart("x\n" + joined + "aa\nc") == "1:[x]\n2:!\n1027:[c]\n");
  CHECK(taken_apart("") == "");
}
