// SPDX-License-Identifier: MIT
#include "core/cli/key/text_edit.h"

#include <catch2/catch.hpp>

#include "core/cli/key/line_index.h"

using namespace warifu::cli;

TEST_CASE("edits are of the text as it was, in any order") {
  CHECK(edited("abcdef", {{4, 5, "X"}, {0, 0, "<"}, {6, 6, ">"}, {1, 3, ""}}) == "<adXf>");
  CHECK(edited("ab", {{1, 1, "1"}, {1, 1, "2"}}) == "a12b");
  CHECK(edited("abcd", {{0, 3, ""}, {2, 4, ""}}).empty());  // both take c away
}

TEST_CASE("places become offsets, by lines and characters") {
  const std::string text = "\xef\xbb\xbfk\xc3\xa4y = 1\n\n\xe2\x82\xac = 2";
  const LineIndex lines(text);
  CHECK(lines.offset_of({"", 1, 1}) == 3);
  CHECK(text.substr(lines.offset_of({"", 1, 7}), 1) == "1");
  CHECK(text.substr(lines.offset_of({"", 3, 5}), 1) == "2");
  CHECK(lines.offset_of({"", 9, 1}) == text.size());
  CHECK(lines.offset_of({"", 3, 99}) == text.size());
  CHECK(lines.line_of(0) == 1);
  CHECK(lines.line_of(text.size()) == 3);
  CHECK(lines.begin_around(text.size()) == lines.begin_of(3));
  CHECK(lines.end_around(3) == lines.begin_of(2));
}

TEST_CASE("a diff names lines before and after") {
  const std::string text = "a\nb\nc\nd\n";
  CHECK(diff("f", text, {{2, 3, "B"}, {4, 4, "x\ny\n"}, {6, 8, ""}}) ==
        "--- f\n+++ f\n"
        "@@ -2,1 +2,1 @@\n-b\n+B\n"
        "@@ -2,0 +3,2 @@\n+x\n+y\n"
        "@@ -4,1 +5,0 @@\n-d\n");
  CHECK(diff("f", "a", {{0, 1, "b\n"}}) ==
        "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n");
}

TEST_CASE("lines of an edited text are told as those of the text before") {
  const std::string text = "1\n2\n3\n4\n5\n";
  const std::vector<TextEdit> edits = {{2, 3, "two"}, {4, 4, "a\nb\n"}, {6, 8, ""}};
  REQUIRE(edited(text, edits) == "1\ntwo\na\nb\n3\n5\n");
  const std::vector<uint32_t> before = {1, 2, 0, 0, 3, 5, 6};
  for (uint32_t line = 1; line <= before.size(); ++line)
    CHECK(line_before(text, edits, line) == before[line - 1]);
}
