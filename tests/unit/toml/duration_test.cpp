// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "core/toml/table_reader.h"

using std::chrono::microseconds;
using warifu::parse_duration;

TEST_CASE("durations in each unit") {
  REQUIRE(parse_duration("7us") == microseconds(7));
  REQUIRE(parse_duration("200ms") == microseconds(200'000));
  REQUIRE(parse_duration("2s") == microseconds(2'000'000));
  REQUIRE(parse_duration("5m") == microseconds(300'000'000));
  REQUIRE(parse_duration("1h") == microseconds(3'600'000'000));
  REQUIRE(parse_duration("0s") == microseconds(0));
}

TEST_CASE("what is no duration") {
  for (const char* text : {"", "s", "2", "2 s", " 2s", "2s ", "-2s", "+2s", "1.5s", "2S", "2sec",
                           "2ss", "2d", "0x2s", "1e3ms", "2\ns"}) {
    CAPTURE(text);
    REQUIRE_FALSE(parse_duration(text));
  }
}

TEST_CASE("durations that overflow are none") {
  REQUIRE(parse_duration("9223372036854775807us") == microseconds::max());
  REQUIRE_FALSE(parse_duration("9223372036854775808us"));
  REQUIRE_FALSE(parse_duration("9223372036854775807ms"));
  REQUIRE(parse_duration("2562047788h"));
  REQUIRE_FALSE(parse_duration("2562047789h"));
}
