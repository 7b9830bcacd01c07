// SPDX-License-Identifier: MIT
#include "core/toml/id_list.h"

#include <catch2/catch.hpp>

#include "tests/unit/toml/parsed.h"

using namespace warifu;
using Ranges = std::vector<IdRange>;

TEST_CASE("ids and ranges in plain decimal") {
  REQUIRE(parse_id_range("0") == IdRange{0, 0});
  REQUIRE(parse_id_range("1000") == IdRange{1000, 1000});
  REQUIRE(parse_id_range("1000-1999") == IdRange{1000, 1999});
  REQUIRE(parse_id_range("5-5") == IdRange{5, 5});
  REQUIRE(parse_id_range("0-4294967294") == IdRange{0, 4294967294});
}

TEST_CASE("what is no id") {
  for (const char* text : {"",
                           "-",
                           "-1",
                           "1-",
                           "+1",
                           "01",
                           "00",
                           "1-02",
                           " 1",
                           "1 ",
                           "1 - 2",
                           "2-1",
                           "1-2-3",
                           "0x10",
                           "1e3",
                           "4294967295",
                           "0-4294967295",
                           "4294967296",
                           "99999999999999999999",
                           "root",
                           "1,2",
                           "1--2",
                           "1000\n"}) {
    CAPTURE(text);
    REQUIRE_FALSE(parse_id_range(text));
  }
}

namespace {
Ranges list(const std::string& value, std::vector<std::string>* lines = nullptr) {
  const Node root = parsed("ids = " + value);
  Diagnostics diagnostics;
  Ranges ranges = read_id_list(at(root, "ids"), diagnostics);
  if (lines != nullptr) *lines = lines_of(diagnostics);
  if (lines == nullptr) REQUIRE_FALSE(diagnostics.has_errors());
  return ranges;
}
}  // namespace

TEST_CASE("lists are sorted, and ranges that touch or overlap are joined") {
  REQUIRE(list("[]").empty());
  REQUIRE(list("7") == Ranges{{7, 7}});
  REQUIRE(list("'7-9'") == Ranges{{7, 9}});
  REQUIRE(list("[3, 1, 2]") == Ranges{{1, 3}});
  REQUIRE(list("['10-20', '15-30', 31, 40, '12-13']") == Ranges{{10, 31}, {40, 40}});
  REQUIRE(list("['0-4294967294', 5, 4294967294]") == Ranges{{0, 4294967294}});
}

TEST_CASE("each mistake in a list is told at its place") {
  std::vector<std::string> lines;
  REQUIRE(list("[1, -1, 'x', 4294967295, 1.5, [2]]", &lines) == Ranges{{1, 1}});
  const std::string remedy = "; write ids as 1000 or \"1000-1999\", from 0 to 4294967294";
  REQUIRE(lines ==
          std::vector<std::string>{"t.toml:1:11: -1 is no id" + remedy,
                                   "t.toml:1:15: \"x\" is no id and no range of ids" + remedy,
                                   "t.toml:1:20: 4294967295 is no id" + remedy,
                                   "t.toml:1:32: an id cannot be a float" + remedy,
                                   "t.toml:1:37: an id cannot be an array" + remedy});
}

TEST_CASE("membership at the ends of ranges") {
  const Ranges ranges = {{1, 3}, {10, 10}, {20, 4294967294}};
  for (const uint32_t id : {1u, 2u, 3u, 10u, 20u, 4294967294u})
    REQUIRE(contains(ranges, id));
  for (const uint32_t id : {0u, 4u, 9u, 11u, 19u, 4294967295u})
    REQUIRE_FALSE(contains(ranges, id));
  REQUIRE_FALSE(contains({}, 0));
}
