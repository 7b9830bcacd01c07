// SPDX-License-Identifier: MIT
#include "kernel/wire/syn_headers.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/unit/wire/bytes.h"

using namespace warifu::wire;

namespace {

const ByteVector kIpv4 = hex("45000048 00014000 40060000 c000020a c0000214");
const ByteVector kIpv6Addresses =
    hex("20010db8000000000000000000000005 20010db8000000000000000000000006");
// Ports 40000 and 5432, sequence number 0x01020304, SYN, no options.
const ByteVector kTcp = hex("9c40 1538 01020304 00000000 5002 ffff 0000 0000");
const ByteVector kTcpWithOptions =
    join({hex("9c40 1538 01020304 00000000 6002 ffff 0000 0000"), hex("020405b4")});

ByteVector ipv6(uint8_t next_header, const ByteVector& rest) {
  return join({hex("60000000 0020"), {next_header}, hex("40"), kIpv6Addresses, rest});
}

std::string fault_of(const ByteVector& bytes) {
  const auto headers = read_syn_headers(bytes);
  return headers ? "" : to_text(headers.error());
}

// A copy of `bytes` with one byte changed.
ByteVector with(ByteVector bytes, size_t at, uint8_t value) {
  bytes[at] = value;
  return bytes;
}

}  // namespace

TEST_CASE("an IPv4 SYN: addresses mapped, ports, sequence number, options", "[wire]") {
  const ByteVector bytes = join({kIpv4, kTcpWithOptions});
  const auto headers = read_syn_headers(bytes);
  REQUIRE(headers);
  CHECK(headers->source == Address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 10});
  CHECK(headers->destination == Address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 20});
  CHECK(headers->source_port == 40000);
  CHECK(headers->destination_port == 5432);
  CHECK(headers->initial_sequence == 0x01020304);
  CHECK(ByteVector(headers->options.begin(), headers->options.end()) == hex("020405b4"));
}

TEST_CASE("IP options before the TCP header are stepped over", "[wire]") {
  const ByteVector router_alert = hex("94040000");
  const ByteVector bytes = join({with(kIpv4, 0, 0x46), router_alert, kTcpWithOptions});
  const auto headers = read_syn_headers(bytes);
  REQUIRE(headers);
  CHECK(headers->source_port == 40000);
  CHECK(headers->options.size() == 4);
}

TEST_CASE("an IPv6 SYN, also behind extension headers", "[wire]") {
  const ByteVector padding = hex("0104 00000000");  // PadN
  const ByteVector bytes = GENERATE_COPY(
      as<ByteVector>(), ipv6(6, kTcpWithOptions),                            //
      ipv6(0, join({hex("0600"), padding, kTcpWithOptions})),                // hop-by-hop
      ipv6(60, join({hex("0600"), padding, kTcpWithOptions})),               // destination options
      ipv6(43, join({hex("0600"), hex("0000 00000000"), kTcpWithOptions})),  // routing, used up
      ipv6(44, join({hex("0600 0000 12345678"), kTcpWithOptions})),          // an atomic fragment
      ipv6(0, join({hex("3c00"), padding, hex("0601"), padding, hex("0106000000000000"),
                    kTcpWithOptions})));
  const auto headers = read_syn_headers(bytes);
  REQUIRE(headers);
  CHECK(headers->source[15] == 5);
  CHECK(headers->destination[15] == 6);
  CHECK(headers->source_port == 40000);
  CHECK(headers->options.size() == 4);
}

TEST_CASE("data after the TCP header is not looked at", "[wire]") {
  const ByteVector bytes = join({kIpv4, kTcp, kPlain});
  const auto headers = read_syn_headers(bytes);
  REQUIRE(headers);
  CHECK(headers->options.empty());
}

TEST_CASE("headers cut at any byte are refused, not read beyond", "[wire]") {
  const ByteVector whole = GENERATE_COPY(
      as<ByteVector>(), join({kIpv4, kTcpWithOptions}),
      ipv6(0, join({hex("0601"), hex("010c000000000000000000000000"), kTcpWithOptions})));
  REQUIRE(fault_of(whole) == "");
  for (size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    // A copy of its own, so that a sanitizer sees a read past the end.
    CHECK(fault_of(ByteVector(whole.begin(), whole.begin() + static_cast<long>(length))) != "");
  }
}

TEST_CASE("what is no SYN over IP is refused with the place", "[wire]") {
  const ByteVector good = join({kIpv4, kTcp});
  CHECK(fault_of(with(good, 0, 0x55)) ==
        "neither an IPv4 nor an IPv6 header, at byte 0 of the saved SYN");
  CHECK_THAT(fault_of(with(good, 0, 0x44)), Catch::Contains("IPv4 header length below 20"));
  CHECK_THAT(fault_of(with(good, 9, 17)), Catch::Contains("not TCP, at byte 9"));
  CHECK_THAT(fault_of(with(good, 7, 1)), Catch::Contains("a later fragment, at byte 6"));
  CHECK_THAT(fault_of(with(good, 32, 0x40)), Catch::Contains("data offset below 20, at byte 32"));
  CHECK_THAT(fault_of(with(good, 32, 0x60)), Catch::Contains("longer than what was saved"));
  for (const int flags : {0x00, 0x10, 0x12, 0x06, 0x03, 0x01, 0x04}) {
    CAPTURE(flags);
    CHECK_THAT(fault_of(with(good, 33, static_cast<uint8_t>(flags))),
               Catch::Contains("not a SYN's, at byte 33"));
  }
  CHECK(fault_of(with(good, 33, 0xc2)) == "");  // ECN is asked for
}

TEST_CASE("what is no SYN over IPv6 is refused with the place", "[wire]") {
  CHECK_THAT(fault_of(ipv6(17, kTcp)), Catch::Contains("not TCP, at byte 6"));
  CHECK_THAT(fault_of(ipv6(50, kTcp)), Catch::Contains("not TCP"));  // ESP
  CHECK_THAT(fault_of(ipv6(44, join({hex("0600 0008 12345678"), kTcp}))),
             Catch::Contains("a later fragment, at byte 42"));
  CHECK_THAT(fault_of(ipv6(60, join({hex("06ff"), hex("010400000000"), kTcp}))),
             Catch::Contains("extension header longer than what was saved, at byte 41"));
}

TEST_CASE("a chain of extension headers has an end", "[wire]") {
  const auto chain = [](int count) {
    ByteVector rest;
    for (int i = 1; i <= count; ++i) {
      rest = join({rest, hex(i == count ? "0600" : "3c00"), hex("010400000000")});
    }
    return ipv6(60, join({rest, kTcp}));
  };
  CHECK(fault_of(chain(kMaxExtensionHeaders)) == "");
  CHECK_THAT(fault_of(chain(kMaxExtensionHeaders + 1)), Catch::Contains("too many"));
}
