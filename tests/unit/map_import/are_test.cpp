// SPDX-License-Identifier: MIT
// Expressions of PostgreSQL as RE2 writes them. What PostgreSQL 15 says of each was asked of it.
#include <re2/re2.h>

#include <catch2/catch.hpp>

#include "core/cli/map/are_parse.h"
#include "core/cli/map/are_re2.h"

using namespace warifu::cli;

namespace {

// What comes of it, or "-" where it is refused.
std::string carried(std::string_view expression) {
  const auto tree = parse_are(expression);
  if (!tree) return "-";
  return to_re2(*tree, false).value_or("-");
}

bool matches(const std::string& name, std::string_view expression) {
  const std::string text = carried(expression);
  REQUIRE(text != "-");
  return re2::RE2::PartialMatch(name, text);
}

}  // namespace

TEST_CASE("what both write alike stays as it is") {
  for (const char* each :
       {"^wp-.*$", "^[a-z]+$", "^u[0-9]{3}$", "^(?:a|bc)*d?$", "^a{2,}$", "x{2,5}", "a\\.b", "a|",
        "\xC3\xA9", "^.*\\$", "^[^@]*@example\\.com$", "\\[", "\\\\", "a-b", "^.+$"}) {
    CHECK(carried(each) == each);
  }
}

TEST_CASE("what is written otherwise") {
  CHECK(carried("^\\d+$") == "^[0-9]+$");
  CHECK(carried("\\w") == "[0-9A-Z_a-z]");
  CHECK(carried("[[:digit:]x-]") == "[\\-0-9x]");
  CHECK(carried("[]a]") == "[\\]a]");
  CHECK(carried("[^]a]*") == "[^\\]a]*");
  CHECK(carried("^\\S*$") == "^[^\\x09-\\x0d ]*$");
  CHECK(carried("x*?y+?z??") == "x*y+z?");
  CHECK(carried("a{2}?") == "a{2}");
  CHECK(carried("a{,5}") == "a\\{,5\\}");
  CHECK(carried("(a)(b)") == "(?:a)(?:b)");
}

TEST_CASE("letters that mean something else in RE2") {
  CHECK(matches("\b", "^\\b$"));
  CHECK(matches("\\", "^\\B$"));
  CHECK_FALSE(matches("B", "^\\B$"));
  CHECK(matches("\v", "^\\s$"));
  CHECK(matches("_", "^\\_$"));
  CHECK(matches("-", "^[a-]$"));
  CHECK(matches(",", "^[+--]$"));
  CHECK(matches("b", "^[\\a-c]$"));
  CHECK(matches("x", "^[\\W\\w]*$"));
  CHECK(matches("[", "^[a[b]$"));
  CHECK_FALSE(matches("a\n", "^a$"));
}

TEST_CASE("classes are ASCII") {
  CHECK_FALSE(matches("\xC3\xA9", "^[[:alpha:]]$"));
  CHECK_FALSE(matches("\xC3\xA9", "^\\w+$"));
  CHECK(matches("\xC3\xA9", "^\\W*$"));
  CHECK(matches("\xC3\xA9", "^[^[:alpha:]]*$"));
}

TEST_CASE("what RE2 cannot say is refused") {
  for (const char* each :
       {"(a)\\1",  "(?=a)b", "(?!a)b",  "(?<=a)b",     "(?i)a", "(?#x)a",   "***=a",    "\\ma",
        "a\\M",    "\\yx",   "\\Yx",    "\\Aa",        "a\\Z",  "[[:<:]]a", "a[[:>:]]", "[[.a.]]",
        "[[=a=]]", "\\x41",  "\\u0041", "\\U00000041", "\\012", "\\cA"}) {
    CHECK(carried(each) == "-");
  }
}

TEST_CASE("what PostgreSQL does not take is refused") {
  for (const char* each : {"a**",
                           "a+*",
                           "^*",
                           "a$*",
                           "*a",
                           "(*a)",
                           "a|*b",
                           "{2}",
                           "a{2}{3}",
                           "a{2,1}",
                           "a{256}",
                           "a{2 }",
                           "[a-c-e]",
                           "[z-a]",
                           "[a-\\d]",
                           "[\\d-z]",
                           "[[:digit:]-z]",
                           "[[:nothing:]]",
                           "(a",
                           "a)",
                           "[a",
                           "[",
                           "[]",
                           "[a-",
                           "[[:digit",
                           "a\\",
                           "\\q",
                           "[\\q]"}) {
    CHECK(carried(each) == "-");
  }
}

TEST_CASE("what counts bytes in PostgreSQL and characters in RE2 is refused") {
  for (const char* each : {"^.$", "^..$", "^.{3}$", "^.?$", "^(.)*$", "^.{2,}$", "^.+.+$",
                           "^(?:x.+)*$", "^[^a]$", "^\\W$", "^\xC3\xA9*$", "[\xC3\xA9]",
                           "[a-\xC3\xA9]", "\\\xC3\xA9", "\xC3", "\xED\xA0\x80"}) {
    CHECK(carried(each) == "-");
  }
  CHECK(matches("\xC3\xA9\xC3\xA9", "^(\xC3\xA9)*$"));
  CHECK(matches("a\xC3\xA9", "^.*.+$"));
}

TEST_CASE("depth, length and size are bounded") {
  CHECK(carried(std::string(32, '(') + std::string(32, ')')) != "-");
  CHECK(carried(std::string(33, '(') + std::string(33, ')')) == "-");
  CHECK(carried(std::string(kLongestExpression + 1, 'a')) == "-");
  CHECK(carried("((a{255}){255}){255}") == "-");
}
