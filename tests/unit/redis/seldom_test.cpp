// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/seldom.h"

#include <catch2/catch.hpp>

using warifu::redis::SeldomLine;
using namespace std::chrono_literals;

TEST_CASE("a line is told once a second, with what was left out") {
  SeldomLine line("refused");
  const SeldomLine::Time begin(5s);
  CHECK(line.due(begin) == "refused");
  CHECK_FALSE(line.due(begin));
  CHECK_FALSE(line.due(begin + 999ms));
  CHECK(line.due(begin + 1s) == "refused (and 2 more before)");
  CHECK_FALSE(line.due(begin + 1500ms));
  CHECK(line.due(begin + 10s) == "refused (and 1 more before)");
  CHECK(line.due(begin + 11s) == "refused");
}
