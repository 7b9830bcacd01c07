// SPDX-License-Identifier: MIT
#include "kernel/wire/prefix.h"

#include <catch2/catch.hpp>

using namespace warifu::wire;

TEST_CASE("prefixes are read and written", "[prefix]") {
  for (const char* text : {"10.2.0.0/24", "0.0.0.0/0", "192.0.2.1/32", "2001:db8::/32", "::/0",
                           "2001:db8::1/128", "10.2.3.128/25"}) {
    CAPTURE(text);
    const auto prefix = parse_prefix(text);
    REQUIRE(prefix);
    CHECK(to_text(*prefix) == text);
  }
}

TEST_CASE("an address alone is a prefix of its whole length", "[prefix]") {
  CHECK(to_text(parse_prefix("192.0.2.1").value()) == "192.0.2.1/32");
  CHECK(to_text(parse_prefix("2001:db8::1").value()) == "2001:db8::1/128");
}

TEST_CASE("what is no prefix is refused", "[prefix]") {
  for (const char* text :
       {"", "/", "10.2.0.0/", "/24", "10.2.0.0/33", "10.2.0.0/-1", "10.2.0.0/+8", "10.2.0.0/08",
        "10.2.0.0/8 ", " 10.2.0.0/8", "10.2.0.0/8/8", "10.2.0/24", "010.2.0.0/24", "2001:db8::/129",
        "2001:db8::/1e1", "fe80::1%eth0", "host", "10.2.0.0/999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_prefix(text));
  }
  CHECK_FALSE(parse_prefix(std::string_view("10.2.0.0\0x", 10)));
}

TEST_CASE("bits beyond the length are a slip, and the remedy is told", "[prefix]") {
  const auto prefix = parse_prefix("10.2.0.5/24");
  REQUIRE_FALSE(prefix);
  CHECK(prefix.error() == "has bits set beyond its length (10.2.0.0/24)");
  CHECK_FALSE(parse_prefix("2001:db8::1/64"));
  CHECK_FALSE(parse_prefix("0.0.0.1/0"));
}

TEST_CASE("an IPv4-mapped prefix would never match and is refused", "[prefix]") {
  CHECK_FALSE(parse_prefix("::ffff:10.2.0.0/120"));
  CHECK_FALSE(parse_prefix("::ffff:0:0/96"));
  CHECK_FALSE(parse_prefix("::ffff:10.2.0.1"));
}

TEST_CASE("a block is in another of its own family that is as wide or wider", "[prefix]") {
  const auto in = [](const char* inner, const char* outer) {
    return contains(parse_prefix(outer).value(), parse_prefix(inner).value());
  };
  CHECK(in("10.2.0.0/24", "10.2.0.0/24"));
  CHECK(in("10.2.3.0/24", "10.2.0.0/15"));
  CHECK(in("10.2.3.4", "0.0.0.0/0"));
  CHECK_FALSE(in("10.2.0.0/15", "10.2.3.0/24"));
  CHECK_FALSE(in("10.4.0.0", "10.2.0.0/15"));
  CHECK(in("2001:db8::1", "2001:db8::/33"));
  CHECK_FALSE(in("2001:db8:8000::1", "2001:db8::/33"));
  CHECK_FALSE(in("10.2.3.4", "::/0"));
  CHECK_FALSE(in("::1", "0.0.0.0/0"));
}

TEST_CASE("a mapped address is one of IPv4", "[prefix]") {
  CHECK(to_text(prefix_of({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1})) ==
        "192.0.2.1/32");
  CHECK(to_text(prefix_of({0x20, 1, 0xd, 0xb8})) == "2001:db8::/128");
  CHECK(to_text(prefix_of({})) == "::/128");
}
