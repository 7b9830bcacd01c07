// SPDX-License-Identifier: MIT
// Numbers: which exist, and how the server's relate to those of the clients' hosts.
#include <catch2/catch.hpp>

#include "modules/stns/id_bounds.h"
#include "modules/stns/id_shift.h"

using stns::decode_id_bounds;
using stns::encode;
using stns::has_local_id;
using stns::read_id_bounds;
using stns::to_server_id;

TEST_CASE("bounds hold their ends", "[ids]") {
  const auto bounds = read_id_bounds("1000", "60000");
  REQUIRE(bounds);
  CHECK(bounds->contain(1000));
  CHECK(bounds->contain(60000));
  CHECK_FALSE(bounds->contain(999));
  CHECK_FALSE(bounds->contain(60001));
  CHECK(read_id_bounds("0", "4294967295"));
}

TEST_CASE("a pair of bounds that makes no sense is none", "[ids]") {
  const auto [lowest, highest] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"1000", ""},
      {"", "1000"},
      {"0", "0"},
      {"2000", "1000"},
      {"-1", "1000"},
      {"+1", "1000"},
      {"1", "4294967296"},
      {"1", "99999999999999999999"},
      {"1", "1000x"},
      {" 1", "1000"},
      {"1.0", "1000"},
      {"0x1", "1000"},
  }));
  CAPTURE(lowest, highest);
  CHECK_FALSE(read_id_bounds(lowest, highest));
}

TEST_CASE("bounds are stored and read again, and nothing else passes for them", "[ids]") {
  const std::string bytes = encode(*read_id_bounds("1", "4000000000"));
  const auto again = decode_id_bounds(bytes);
  REQUIRE(again);
  CHECK(again->lowest == 1);
  CHECK(again->highest == 4000000000);
  CHECK_FALSE(decode_id_bounds(bytes.substr(1)));
  CHECK_FALSE(decode_id_bounds(bytes + "x"));
  CHECK_FALSE(decode_id_bounds(std::string(8, '\0')));
  CHECK_FALSE(decode_id_bounds(std::string("\x02\0\0\0\x01\0\0\0", 8)));
}

TEST_CASE("who is below the shift, or beyond all numbers, is nobody of the server's", "[ids]") {
  CHECK(to_server_id(7, 0) == 7U);
  CHECK(to_server_id(10007, 10000) == 7U);
  CHECK(to_server_id(10000, 10000) == 0U);
  CHECK_FALSE(to_server_id(9999, 10000));
  CHECK_FALSE(to_server_id(0, 1));
  CHECK(to_server_id(7, -10) == 17U);
  CHECK(to_server_id(4294967284, -10) == 4294967294U);
  CHECK_FALSE(to_server_id(4294967285, -10));  // 0xFFFFFFFF is nobody
  CHECK_FALSE(to_server_id(4294967286, -10));
  CHECK_FALSE(to_server_id(4294967294, -4294967295));
  CHECK_FALSE(to_server_id(0, 4294967295));
  CHECK(has_local_id(5, 10));
  CHECK_FALSE(has_local_id(5, -6));
  CHECK_FALSE(has_local_id(4294967290, 5));
}
