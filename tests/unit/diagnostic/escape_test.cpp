// SPDX-License-Identifier: MIT
#include "core/diagnostic/escape.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "core/diagnostic/utf8.h"

using warifu::append_escaped;
using warifu::append_json_string;
using warifu::escaped;

TEST_CASE("visible text stays as it is") {
  const std::string text = "shop 0042 äöü 割符 \"quoted\" '~' 🙂";
  REQUIRE(escaped(text) == text);
}

TEST_CASE("control characters become escapes") {
  REQUIRE(escaped("a\nb\tc\rd") == "a\\nb\\tc\\x0dd");
  REQUIRE(escaped(std::string_view("\0\x1b[31m\x7f", 7)) == "\\x00\\x1b[31m\\x7f");
  REQUIRE(escaped("\xc2\x9b"
                  "2J") == "\\u{9b}2J");  // C1: CSI in one character
}

TEST_CASE("a backslash is doubled, so that no text can look like an escape") {
  REQUIRE(escaped("\\n") == "\\\\n");
  REQUIRE(escaped("\\") == "\\\\");
}

TEST_CASE("characters that reorder or hide text become escapes") {
  struct Case {
    const char* bytes;
    const char* shown;
  };
  const auto c = GENERATE(values<Case>(
      {{"\u202e", "\\u{202e}"},      {"\u2066", "\\u{2066}"},      {"\u2069", "\\u{2069}"},
       {"\u200e", "\\u{200e}"},      {"\u061c", "\\u{61c}"},       {"\u200b", "\\u{200b}"},
       {"\u200d", "\\u{200d}"},      {"\u2060", "\\u{2060}"},      {"\u2064", "\\u{2064}"},
       {"\ufeff", "\\u{feff}"},      {"\u2028", "\\u{2028}"},      {"\u2029", "\\u{2029}"},
       {"\u00ad", "\\u{ad}"},        {"\ufe0f", "\\u{fe0f}"},      {"\u3164", "\\u{3164}"},
       {"\u00a0", "\\u{a0}"},        {"\u034f", "\\u{34f}"},       {"\U000e0001", "\\u{e0001}"},
       {"\U000e007f", "\\u{e007f}"}, {"\U0010ffff", "\\u{10ffff}"}}));
  REQUIRE(escaped(std::string("a") + c.bytes + "b") == std::string("a") + c.shown + "b");
}

TEST_CASE("bytes that are not UTF-8 become \\xHH, each by itself") {
  REQUIRE(escaped("\xff") == "\\xff");
  REQUIRE(escaped("a\xc3") == "a\\xc3");                  // cut short
  REQUIRE(escaped("\xc0\xaf") == "\\xc0\\xaf");           // overlong slash
  REQUIRE(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // surrogate
  REQUIRE(escaped("\xe4\xb8"
                  "a") ==
          "\\xe4\\xb8"
          "a");  // what follows is not swallowed
}

TEST_CASE("append_escaped keeps what was there") {
  std::string out = "before ";
  append_escaped(out, "x\n");
  REQUIRE(out == "before x\\n");
}

TEST_CASE("a JSON string reads back as the escaped text") {
  const auto bytes = GENERATE(
      values<std::string>({"", "plain", "say \"hi\"", "\"", "back\\slash", "a\nb", "\x1b]0;x\x07",
                           "\xff\xfe", "\u202e\"\\", std::string("nul\0nul", 7), "割符"}));
  std::string json;
  append_json_string(json, bytes);
  REQUIRE(nlohmann::json::parse(json).get<std::string>() == escaped(bytes));
}

TEST_CASE("random bytes always make valid, single-line, plainly visible JSON") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 24, '\0');
    for (char& byte : bytes)
      byte = static_cast<char>(random());
    std::string json;
    append_json_string(json, bytes);
    const auto read = nlohmann::json::parse(json, nullptr, false);
    REQUIRE(read.is_string());
    REQUIRE(read.get<std::string>() == escaped(bytes));
    for (std::string_view rest = json; !rest.empty();) {
      const auto point = warifu::decode_utf8(rest);
      REQUIRE(point.length > 0);
      REQUIRE(warifu::is_plainly_visible(point.value));
      rest.remove_prefix(point.length);
    }
  }
}
