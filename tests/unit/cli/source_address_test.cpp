// SPDX-License-Identifier: MIT
#include "core/cli/key/source_address.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::cli;

namespace {

std::string refusal(const std::string& text) {
  const auto address = parse_source_address(text);
  INFO(text);
  REQUIRE(!address);
  return address.error().text;
}

}  // namespace

TEST_CASE("addresses as they are on the wire") {
  const auto four = parse_source_address("192.0.2.10");
  REQUIRE(four);
  CHECK(four->bytes == wire::Address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 10});
  CHECK(four->text == "192.0.2.10");
  const auto six = parse_source_address("2001:DB8:0::0005");
  REQUIRE(six);
  CHECK(six->bytes == wire::Address{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5});
  CHECK(six->text == "2001:db8::5");
}

TEST_CASE("an IPv4 address in an IPv6 one is refused, and the right one told") {
  for (const char* text : {"::ffff:192.0.2.10", "::FFFF:c000:020a", "0:0:0:0:0:ffff:192.0.2.10"})
    CHECK(refusal(text).find("write 192.0.2.10") != std::string::npos);
}

TEST_CASE("what no connection comes from, and what is no address") {
  for (const char* text : {"0.0.0.0", "255.255.255.255", "224.0.0.1", "::", "ff02::1"})
    CHECK(refusal(text).find("no address a connection comes from") != std::string::npos);
  CHECK(refusal("10.1.0.0/16").find("one --for each") != std::string::npos);
  CHECK(refusal("fe80::1%eth0").find("zone") != std::string::npos);
  for (const std::string text :
       {"", "db1", "10.1.0", "010.1.0.5", "10.1.0.5 ", "0x0a010005", "1:2:3:4:5:6:7:8:9"})
    CHECK(refusal(text).find("is no address") != std::string::npos);
  CHECK(refusal(std::string("10.1.0.5\0x", 10)).find("is no address") != std::string::npos);
}
