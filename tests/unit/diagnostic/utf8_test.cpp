// SPDX-License-Identifier: MIT
#include "core/diagnostic/utf8.h"

#include <catch2/catch.hpp>
#include <string>

using warifu::decode_utf8;
using warifu::is_plainly_visible;

namespace {

std::string encode(uint32_t value) {
  std::string out;
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | value >> 6);
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | value >> 12);
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | value >> 18);
    out += static_cast<char>(0x80 | (value >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
  return out;
}

}  // namespace

TEST_CASE("every scalar value decodes to itself, every surrogate is refused") {
  for (uint32_t value = 0; value <= 0x10FFFF; ++value) {
    const std::string bytes = encode(value) + "x";
    const auto point = decode_utf8(bytes);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (point.length != (surrogate ? 0 : bytes.size() - 1)) FAIL("at " << value);
    if (!surrogate && point.value != value) FAIL("at " << value);
  }
}

TEST_CASE("overlong, cut short and too large sequences are refused") {
  for (const char* bytes :
       {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xe4\xb8", "\xf0\x9f\x99", "\x80", "\xbf", "\xc3(", "\xfe", "\xff"}) {
    CAPTURE(bytes);
    REQUIRE(decode_utf8(bytes).length == 0);
  }
}

TEST_CASE("the ends of each range of characters that are not plain") {
  REQUIRE_FALSE(is_plainly_visible(0x1F));
  REQUIRE(is_plainly_visible(' '));
  REQUIRE(is_plainly_visible('~'));
  REQUIRE_FALSE(is_plainly_visible(0x7F));
  REQUIRE_FALSE(is_plainly_visible(0xA0));
  REQUIRE(is_plainly_visible(0xA1));
  REQUIRE(is_plainly_visible(0x2010));
  REQUIRE(is_plainly_visible(0x2027));
  REQUIRE(is_plainly_visible(0x2070));
  REQUIRE(is_plainly_visible(0xDFFFF));
  REQUIRE_FALSE(is_plainly_visible(0xE0000));
  REQUIRE_FALSE(is_plainly_visible(0x10FFFF));
}
