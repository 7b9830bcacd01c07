// SPDX-License-Identifier: MIT
#include "core/log/address_text.h"

#include <arpa/inet.h>

#include <catch2/catch.hpp>
#include <random>

using namespace warifu;

namespace {

using Address = AddressText::Address;

std::string text_of(const Address& address) {
  return std::string(AddressText(address).view());
}

// A mapped address is told without its prefix, as IPv4; all others as inet_ntop(3) writes them.
std::string expected(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  REQUIRE(inet_ntop(AF_INET6, address.data(), text, sizeof text) != nullptr);
  const std::string_view written = text;
  constexpr std::string_view kMapped = "::ffff:";
  const bool is_mapped =
      written.starts_with(kMapped) && written.find('.') != std::string_view::npos;
  return std::string(is_mapped ? written.substr(kMapped.size()) : written);
}

Address parsed(const char* text) {
  Address address{};
  REQUIRE(inet_pton(AF_INET6, text, address.data()) == 1);
  return address;
}

}  // namespace

TEST_CASE("an address reads as RFC 5952 recommends", "[log]") {
  CHECK(text_of(parsed("::ffff:10.0.0.1")) == "10.0.0.1");
  CHECK(text_of(parsed("::ffff:255.255.255.255")) == "255.255.255.255");
  CHECK(text_of(parsed("2001:DB8:0:0:0:0:0:1")) == "2001:db8::1");
  CHECK(text_of(parsed("2001:db8:0:1:1:1:1:1")) == "2001:db8:0:1:1:1:1:1");
  CHECK(text_of(parsed("2001:0:0:1:0:0:0:1")) == "2001:0:0:1::1");
  CHECK(text_of(parsed("2001:db8:0:0:1:0:0:1")) == "2001:db8::1:0:0:1");
  CHECK(text_of(parsed("::1")) == "::1");
  CHECK(text_of(parsed("::")) == "::");
  CHECK(text_of(parsed("fe80::")) == "fe80::");
}

TEST_CASE("each pattern of zero groups reads as inet_ntop writes it", "[log]") {
  std::mt19937 random(GENERATE(1U, 2U, 3U));
  for (unsigned zeros = 0; zeros < 256; ++zeros) {
    for (const unsigned most : {0xFFU, 0xFFFFU}) {
      Address address{};
      for (size_t group = 0; group < 8; ++group) {
        if ((zeros >> group & 1) != 0) continue;
        const unsigned value = std::uniform_int_distribution<unsigned>(1, most)(random);
        address[2 * group] = static_cast<uint8_t>(value >> 8);
        address[2 * group + 1] = static_cast<uint8_t>(value);
      }
      CHECK(text_of(address) == expected(address));
    }
  }
}

TEST_CASE("each octet of an IPv4 address reads as inet_ntop writes it", "[log]") {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const auto byte = static_cast<uint8_t>(octet);
    const Address mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, byte, 0, byte, 9};
    CHECK(text_of(mapped) == expected(mapped));
    const Address compatible = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte, 0, 1, byte};
    CHECK(text_of(compatible) == expected(compatible));
  }
}
