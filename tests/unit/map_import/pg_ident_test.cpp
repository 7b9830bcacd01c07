// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::cli;

namespace {

// The map without its comments, or every refusal.
std::string imported(std::string_view text, PgIdentOptions options = {}) {
  Diagnostics diagnostics;
  const auto made = import_pg_ident(text, "f", options, diagnostics);
  CHECK(made.has_value() == !diagnostics.has_errors());
  if (!made) {
    std::string all;
    for (const Diagnostic& each : in_order(diagnostics))
      all += std::to_string(each.place.line) + " ";
    return all;
  }
  const std::string whole = to_toml(made->map, "f");
  return whole.substr(whole.find("\n\n") + 2);
}

constexpr PgIdentOptions kFrom16{std::nullopt, PgVersion::kFrom16};
constexpr PgIdentOptions kUntil15{std::nullopt, PgVersion::kUntil15};

std::string rule(const std::string& owner, const std::string& account) {
  return "[[rule]]\nowner   = " + owner + "\naccount = " + account + "\n";
}

}  // namespace

TEST_CASE("plain lines are accounts") {
  CHECK(imported("m b shop\nm a shop\nm b shop\nm c \"my db\"\n") ==
        "[accounts]\n\"my db\" = \"c\"\nshop = [\"b\", \"a\"]\n");
}

TEST_CASE("an account that another line can match is rules throughout") {
  CHECK(imported("m a shop\nm /^x-(.*)$ shop\n") ==
        rule("\"a\"", "\"shop\"") + "\n" + rule("\"/^x-(?:.*)$\"", "\"shop\""));
  CHECK(imported("m a x_db\nm b y\nm /^(.*)$ \\1_db\n") == "[accounts]\ny = \"b\"\n\n" +
                                                               rule("\"a\"", "\"x_db\"") + "\n" +
                                                               rule("\"/^(.*)$\"", "'\\1_db'"));
  CHECK(imported("m a x\nm b all\n", kFrom16) ==
        rule("\"a\"", "\"x\"") + "\n" + rule("\"b\"", "\"all\""));
  CHECK(imported("m a x1\nm a y\nm b /^x[0-9]$\n", kFrom16) == "[accounts]\ny = \"a\"\n\n" +
                                                                   rule("\"a\"", "\"x1\"") + "\n" +
                                                                   rule("\"b\"", "\"/^x[0-9]$\""));
  // The two parts of a template do not overlap.
  CHECK(imported("m a aba\nm /^(.*)$ ab\\1ba\n") ==
        "[accounts]\naba = \"a\"\n\n" + rule("\"/^(.*)$\"", "'ab\\1ba'"));
}

TEST_CASE("a line whose meaning depends on the version needs it") {
  for (const char* each : {"m a all\n", "m a /x\n", "m a \"/x\"\n"}) {
    CHECK(imported(each) == "1 ");
    CHECK(imported(each, kFrom16).starts_with("[[rule]]"));
    CHECK(imported(each, kUntil15) == "1 ");
  }
  for (const char* each : {"m a +g\n", "m a \"all\"\n", "m a \"+g\"\n"}) {
    CHECK(imported(each) == "1 ");
    CHECK(imported(each, kFrom16) == "1 ");
  }
  // Until 15 a map may be called so.
  CHECK(imported("include a b\n") == "[accounts]\nb = \"a\"\n");
  CHECK(imported("include a\n", kFrom16) == "1 ");
}

TEST_CASE("one of several maps") {
  const std::string two = "m a x\nn /(?=q)x y\nn b y\n";
  CHECK(imported(two) == "0 ");
  CHECK(imported(two, {"m", PgVersion::kUnknown}) == "[accounts]\nx = \"a\"\n");
  CHECK(imported(two, {"n", PgVersion::kUnknown}) == "2 ");
  CHECK(imported(two, {"o", PgVersion::kUnknown}) == "0 ");
  CHECK(imported("", {}) == "0 ");
  CHECK(imported("# nothing\n", {"m", PgVersion::kUnknown}) == "0 ");
}

TEST_CASE("every line that cannot be carried is told") {
  CHECK(imported("m 1000 x\n"         // no uid
                 "m 0x10 x\n"         //
                 "m +g x\n"           // no group
                 "m all x\n"          // not everybody
                 "m a:b x\n"          //
                 "m \"\" x\n"         //
                 "m a \"\"\n"         //
                 "m a\n"              //
                 "m a b c\n"          //
                 "m a,b c\n"          //
                 "m @f c\n"           //
                 "include_dir x\n"    //
                 "m a \\1\n"          // nothing captured it
                 "m a\\1 b\n"         //
                 "m /^(.)$ \\1\n"     //
                 "m /^(a)$ \\1\\1\n"  // only the first is replaced
                 "m /^(a)$ \\\\1\n"   //
                 "m /a /b\n"          //
                 "m \"a\xE2\x80\xAE\" b\n"
                 "m a \"b\xFF\"\n"
                 "m / a\n") == "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 ");
  CHECK(imported("m a /x\nm /a /b\n", kFrom16) == "2 ");
}

TEST_CASE("what RE2 matches is what decides where an account is put") {
  CHECK(imported("m a x.y\nm b /^x\\.[a-z]$\n", kFrom16) ==
        rule("\"a\"", "\"x.y\"") + "\n" + rule("\"b\"", "'/^x\\.[a-z]$'"));
}

namespace {

std::string lines(size_t count, const std::string& line) {
  std::string text;
  for (size_t number = 0; number < count; ++number) {
    for (const char each : line) {
      if (each == '#') {
        text += std::to_string(number);
      } else {
        text += each;
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("a map that would not load is refused: too many rules") {
  CHECK(imported(lines(9'999, "m u# a#") + "m admin all\n", kFrom16).starts_with("[[rule]]"));
  CHECK(imported(lines(10'000, "m u# a#") + "m admin all\n", kFrom16) == "0 ");
  CHECK(imported(lines(10'001, "m u# a#")).starts_with("[accounts]"));
}

TEST_CASE("a map that would not load is refused: too many expressions") {
  CHECK(imported(lines(256, "m u# /^shop_"), kFrom16).starts_with("[[rule]]"));
  CHECK(imported(lines(257, "m u# /^shop_"), kFrom16) == "0 ");
  CHECK(imported(lines(257, "m /^(u)#$ \\1_a")) == "0 ");
  // Such a file is refused before each name was looked for in each expression.
  CHECK(imported(lines(20'000, "m u# a#") + lines(20'000, "m u# /^b#"), kFrom16) == "0 ");
}

TEST_CASE("a map that would not load is refused: a long expression") {
  const std::string most(1023, 'a');
  CHECK(imported("m /" + most + " x\n") == rule("\"/" + most + "\"", "\"x\""));
  CHECK(imported("m /a" + most + " x\n") == "1 ");
}
