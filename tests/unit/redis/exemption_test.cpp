// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/exemption.h"

#include <arpa/inet.h>

#include <algorithm>
#include <catch2/catch.hpp>

using namespace warifu::redis;

namespace {

warifu_endpoint endpoint(const char* address) {
  warifu_endpoint made{};
  made.port = 40'000;
  if (inet_pton(AF_INET6, address, made.address) == 1) return made;
  std::fill_n(made.address, 12, 0);
  made.address[10] = made.address[11] = 0xFF;
  REQUIRE(inet_pton(AF_INET, address, made.address + 12) == 1);
  return made;
}

warifu_owner owner(uint32_t uid, const char* domain = "web") {
  warifu_owner made{};
  made.size = sizeof made;
  made.has_uid = 1;
  made.uid = uid;
  made.domain = domain;
  return made;
}

}  // namespace

TEST_CASE("an exemption covers its source and its owner, both") {
  const auto made = parse_exemption("10.1.0.0/16", "112");
  REQUIRE(made);
  CHECK(made->covers(owner(112), endpoint("10.1.2.3")));
  CHECK_FALSE(made->covers(owner(112), endpoint("10.2.0.1")));
  CHECK_FALSE(made->covers(owner(113), endpoint("10.1.2.3")));
  CHECK_FALSE(made->covers(owner(112), endpoint("2001:db8::1")));
}

TEST_CASE("an owner that no signature vouches for is not exempt") {
  const auto made = parse_exemption("10.1.0.0/16", "112");
  REQUIRE(made);
  CHECK_FALSE(made->covers(owner(112, ""), endpoint("10.1.2.3")));
  CHECK_FALSE(made->covers(owner(112, nullptr), endpoint("10.1.2.3")));
  auto nobody = owner(112);
  nobody.has_uid = 0;
  CHECK_FALSE(made->covers(nobody, endpoint("10.1.2.3")));
}

TEST_CASE("a source that is not known is no source") {
  const auto made = parse_exemption("::/1", "112");
  REQUIRE(made);
  CHECK(made->covers(owner(112), endpoint("::1")));
  CHECK_FALSE(made->covers(owner(112), warifu_endpoint{}));
}

TEST_CASE("an address alone is a source, of either family") {
  const auto four = parse_exemption("192.0.2.7", "0");
  REQUIRE(four);
  CHECK(four->covers(owner(0), endpoint("192.0.2.7")));
  CHECK_FALSE(four->covers(owner(0), endpoint("192.0.2.6")));
  const auto six = parse_exemption("2001:db8::/33", "5");
  REQUIRE(six);
  CHECK(six->covers(owner(5), endpoint("2001:db8:7fff::1")));
  CHECK_FALSE(six->covers(owner(5), endpoint("2001:db8:8000::1")));
}

TEST_CASE("what is no exemption is refused") {
  const char* const prefixes[] = {"",           "10.0.0.0/33", "10.0.0.0/0",  "10.0.0.1/8",
                                  "10.0.0.0/x", "10.0.0.0/",   "::1/129",     "host",
                                  "10.0.0/8",   "10.0.0.0/-1", "10.0.0.0/ 8", "::/0"};
  for (const char* const each : prefixes) {
    INFO(each);
    CHECK_FALSE(parse_exemption(each, "1"));
  }
  for (const char* const each : {"", "-1", "4294967295", "4294967296", "1x", "redis", " 1"}) {
    INFO(each);
    CHECK_FALSE(parse_exemption("10.0.0.0/8", each));
  }
}
