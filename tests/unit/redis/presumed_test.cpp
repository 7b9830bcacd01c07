// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/presumed.h"

#include <catch2/catch.hpp>

using warifu::redis::Presumed;

TEST_CASE("a presumed login is an account and a uid, a gid and a domain where they are given") {
  const auto plain = Presumed::parse({"WARIFU.EXPLAIN", "app", "10042"});
  REQUIRE(plain);
  CHECK(std::string(plain->login().account) == "app");
  CHECK(plain->login().has_uid == 1);
  CHECK(plain->login().uid == 10'042);
  CHECK(plain->login().has_gid == 0);
  CHECK(*plain->login().domain == 0);

  const auto whole = Presumed::parse({"w", "app", "10042", "7", "domain", "web"});
  REQUIRE(whole);
  CHECK(whole->login().has_gid == 1);
  CHECK(whole->login().gid == 7);
  CHECK(std::string(whole->login().domain) == "web");
  const auto without_gid = Presumed::parse({"w", "app", "10042", "DOMAIN", "web"});
  REQUIRE(without_gid);
  CHECK(without_gid->login().has_gid == 0);
}

TEST_CASE("what is no presumed login is refused") {
  using Words = std::vector<std::string_view>;
  for (const Words& words :
       {Words{"w"}, Words{"w", "app"}, Words{"w", "app", "x"}, Words{"w", "app", "-1"},
        Words{"w", "app", "1", "x"}, Words{"w", "app", "1", "domain"},
        Words{"w", "app", "1", "2", "3"}, Words{"w", "app", "1", "2", "domain", "web", "x"},
        Words{"w", "app", "4294967296"}}) {
    CHECK_FALSE(Presumed::parse(words));
  }
}
