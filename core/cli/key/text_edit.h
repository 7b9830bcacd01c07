// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warifu::cli {

// One place of a text, [begin, end), and what is to stand there.
struct TextEdit {
  size_t begin = 0;
  size_t end = 0;
  std::string replacement;
};

// All edits at once; their offsets are of the text as it was, and two may share
// only what both remove. Of two insertions at one place the first given comes first.
[[nodiscard]] std::string edited(std::string_view text, std::vector<TextEdit> edits);

// What they change, as a unified diff without lines around (patch -U0 takes it back).
[[nodiscard]] std::string diff(const std::string& path, std::string_view text,
                               std::vector<TextEdit> edits);

// Which line of the text a line of the edited text was; 0 where it is a new one.
[[nodiscard]] uint32_t line_before(std::string_view text, std::vector<TextEdit> edits,
                                   uint32_t line);

}  // namespace warifu::cli
