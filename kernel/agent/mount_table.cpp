// SPDX-License-Identifier: MIT
#include "kernel/agent/mount_table.h"

#include <algorithm>
#include <sstream>

namespace warifu::agent {
namespace {

// mountinfo writes space, tab, newline and backslash as \ooo.
std::string unescape_octal(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      const int value = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0');
      plain.push_back(static_cast<char>(value));
      i += 3;
    } else {
      plain.push_back(text[i]);
    }
  }
  return plain;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word);
  return words;
}

}  // namespace

std::vector<Mount> read_mounts(std::istream& mountinfo) {
  std::vector<Mount> mounts;
  for (std::string line; std::getline(mountinfo, line);) {
    const auto words = words_of(line);
    // Optional fields come before a "-"; the type of file system and its source follow it.
    const auto dash =
        std::find(words.begin() + std::min<ptrdiff_t>(6, std::ssize(words)), words.end(), "-");
    if (words.end() - dash < 3) continue;
    mounts.push_back(
        {unescape_octal(words[3]), unescape_octal(words[4]), dash[1], unescape_octal(dash[2])});
  }
  return mounts;
}

}  // namespace warifu::agent
