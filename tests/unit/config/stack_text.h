// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/stack_loader.h"

namespace warifu {

inline constexpr int64_t kNow = 1772366400;  // 2026-03-01T12:00:00Z

struct ReadText {
  std::shared_ptr<const StackFile> stack;
  std::vector<std::string> lines;
};

inline ReadText read_text(std::string_view text, bool is_other = false) {
  Diagnostics diagnostics;
  ReadText result;
  result.stack = read_stack_text(text, "s.toml", is_other, kNow, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    result.lines.push_back(to_line(diagnostic));
  }
  return result;
}

// Joined, so that a difference is read at once.
inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

}  // namespace warifu
