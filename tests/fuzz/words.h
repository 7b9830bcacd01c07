// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace fuzz {

// The parts between separators: at least one, which may be empty.
inline std::vector<std::string_view> words_of(std::string_view text, char separator) {
  std::vector<std::string_view> words;
  for (size_t at = 0;;) {
    const size_t end = text.find(separator, at);
    words.push_back(text.substr(at, end - at));
    if (end == text.npos) return words;
    at = end + 1;
  }
}

}  // namespace fuzz
