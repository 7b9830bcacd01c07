// SPDX-License-Identifier: MIT
#include "kernel/agent/source_address.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::agent;

TEST_CASE("an IPv4 source is mapped, as MACs have it", "[source]") {
  const auto address = parse_source_address("10.1.0.5");
  REQUIRE(address);
  CHECK(*address == wire::Address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 0, 5});
  CHECK(to_text(*address) == "10.1.0.5");
}

TEST_CASE("an IPv6 source is itself", "[source]") {
  const auto address = parse_source_address("2001:db8::5");
  REQUIRE(address);
  CHECK((*address)[0] == 0x20);
  CHECK(to_text(*address) == "2001:db8::5");
}

TEST_CASE("what no connection comes from is refused", "[source]") {
  for (const char* text : {"", "0.0.0.0", "::", "10.1.0.5/32", "::/0", "::ffff:10.1.0.5", "host",
                           "10.1.0", "10.1.0.5\n"}) {
    INFO(text);
    CHECK_FALSE(parse_source_address(text));
  }
  CHECK_FALSE(parse_source_address(std::string_view("10.1.0.5\0", 9)));
}
