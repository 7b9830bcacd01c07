// SPDX-License-Identifier: MIT
#include "core/cli/map/are_capture.h"

#include <catch2/catch.hpp>

#include "core/cli/map/are_parse.h"

using namespace warifu::cli;

namespace {

bool certain(std::string_view expression) {
  const auto tree = parse_are(expression);
  REQUIRE(tree);
  return capture_is_certain(*tree).has_value();
}

}  // namespace

TEST_CASE("a text that can be divided in one way only") {
  for (const char* each :
       {"^(.*)$", "^wp-(.*)$", "^(.*)@example\\.com$", "^([^@]*)@.*$", "^([^@]+)@", "-([a-z]+)$",
        "^[a-z]+-([0-9]+)$", "^(a|ab)$", "^((a|ab)+)$", "^x{3}(y*)z{2,4}$", "^(?:u|v)(.*)$",
        "^(?:(a*))b$", "^(\xC3\xA9)x$", "^([a-z]*)[0-9]*$", "^()$", "^(.*?)$",
        "^([ab]{2})[ab]{0,9}$"}) {
    INFO(each);
    CHECK(certain(each));
  }
}

TEST_CASE("a text that can be divided in several ways") {
  for (const char* each :
       {"(.*)", "(a)", "^(.*)", "(.*)$", "^(a|ab)", "^(a|ab)b?$", "^(.*)@(.*)$", "^(a*)a*$",
        "^a*(a*)$", "^(a*?)a*$", "^([a-z]*)-?[a-z]*$", "^(?:a|ab)(b?)$", "^(\\w*)\\w{0,1}$"}) {
    INFO(each);
    CHECK_FALSE(certain(each));
  }
}

TEST_CASE("parentheses that may take no part, or are not there") {
  for (const char* each : {"^a$", "^(?:a)$", "^(a)?$", "^(a)*$", "^(a)|b$", "^(?:(a)|b)$",
                           "^(?:(a)b)+$", "", "^", "$"}) {
    INFO(each);
    CHECK_FALSE(certain(each));
  }
}

TEST_CASE("places elsewhere than at the ends are not looked through") {
  CHECK_FALSE(certain("^(a$|b)c$"));
  CHECK_FALSE(certain("^^(a)$"));
  CHECK_FALSE(certain("(^a)$"));
}

TEST_CASE("what would take long is refused") {
  CHECK_FALSE(certain("^(a{255})$"));
  CHECK_FALSE(certain("^(((a{255}){255}){255})$"));
  CHECK_FALSE(certain("^((a?){0,127}){0,127}(b)$"));
}
