// SPDX-License-Identifier: MIT
#include "kernel/wire/segment_headers.h"

#include <catch2/catch.hpp>

#include "tests/unit/wire/bytes.h"

using namespace warifu::wire;

namespace {

const ByteVector kIpv4 = hex("45000048 00014000 40060000 c000020a c0000214");
// Ports 40000 and 5432, ACK and PSH, NOP NOP timestamps, two bytes of data.
const ByteVector kTcp =
    hex("9c40 1538 01020305 a1b2c3d5 8018 ffff 0000 0000 0101 080a 11223344 55667788 6869");

}  // namespace

TEST_CASE("a segment after the SYN: both numbers, flags, options without the data", "[wire]") {
  const ByteVector bytes = join({kIpv4, kTcp});
  const auto headers = read_segment_headers(bytes);
  REQUIRE(headers);
  CHECK(headers->source_port == 40000);
  CHECK(headers->destination_port == 5432);
  CHECK(headers->sequence == 0x01020305);
  CHECK(headers->acknowledgment == 0xA1B2C3D5);
  CHECK(headers->flags == (kTcpAck | 0x08));
  CHECK(bytes[headers->flags_at] == headers->flags);
  CHECK(ByteVector(headers->options.begin(), headers->options.end()) ==
        hex("0101 080a 11223344 55667788"));
}

TEST_CASE("a segment cut short anywhere before its data is none", "[wire]") {
  const ByteVector bytes = join({kIpv4, kTcp});
  for (size_t length = 0; length < bytes.size() - 2; ++length) {
    const auto headers = read_segment_headers({bytes.data(), length});
    REQUIRE_FALSE(headers);
    CHECK(std::string(headers.error().where) == "the segment");
    CHECK(headers.error().offset <= length);
  }
}
