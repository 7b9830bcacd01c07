// SPDX-License-Identifier: MIT
// Texts are looked at eight bytes at a time: no byte may slip through, wherever it stands.
#include "core/log/line.h"

#include <catch2/catch.hpp>
#include <limits>

#include "core/diagnostic/escape.h"

using namespace warifu;

namespace {

constexpr size_t kNoLimit = 1000;

std::string json_of(std::string_view text, size_t limit = kNoLimit) {
  Line line;
  return std::string(line.json_string(text, limit).view());
}

std::string expected_json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

void fill(Line& line, size_t length) {
  line.text(std::string(length, 'x'));
}

}  // namespace

TEST_CASE("each byte is escaped in every place of texts of every length", "[log]") {
  for (size_t length = 1; length <= 26; ++length) {
    for (size_t place = 0; place < length; ++place) {
      std::string text(length, 'a');
      for (unsigned byte = 0; byte < 256; ++byte) {
        text[place] = static_cast<char>(byte);
        if (json_of(text) == expected_json(text)) continue;
        CAPTURE(length, place, byte);
        CHECK(json_of(text) == expected_json(text));
      }
    }
  }
}

TEST_CASE("a byte beside one that borrows from it is still told for what it is", "[log]") {
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      std::string text = "abcdefgh";
      text[3] = static_cast<char>(first);
      text[4] = static_cast<char>(second);
      if (json_of(text) == expected_json(text)) continue;
      CAPTURE(first, second);
      CHECK(json_of(text) == expected_json(text));
    }
  }
}

TEST_CASE("a plain text of just the limit is whole, one byte more is cut", "[log]") {
  const std::string text = GENERATE(as<std::string>{}, "abc", "abcdefgh", "abcdefghijklmnopqrstu");
  CHECK(json_of(text, text.size()) == '"' + text + '"');
  CHECK(json_of(text + "z", text.size()) == '"' + text + R"(\\cut{1}")");
}

TEST_CASE("of texts that have no room together none is there", "[log]") {
  Line line;
  fill(line, Line::kCapacity - 4);
  line.texts("ab", "cd");
  CHECK(line.full());
  CHECK(line.view().size() == Line::kCapacity - 4);
  CHECK(line.texts("a", "", "bc").view().ends_with("xabc"));
}

TEST_CASE("a number that has no room is left out whole", "[log]") {
  Line line;
  fill(line, Line::kCapacity - 4);
  CHECK_FALSE(line.number(123).full());
  CHECK(line.view().ends_with("x123"));

  Line full;
  fill(full, Line::kCapacity - 4);
  CHECK(full.number(1234).full());
  CHECK(full.view().ends_with('x'));
}

TEST_CASE("numbers of every width are told", "[log]") {
  Line line;
  line.number(std::numeric_limits<int64_t>::min()).text(" ");
  line.number(std::numeric_limits<uint64_t>::max()).text(" ");
  line.number(std::numeric_limits<uint32_t>::max()).text(" ").number(-1);
  CHECK(line.view() == "-9223372036854775808 18446744073709551615 4294967295 -1");
}
