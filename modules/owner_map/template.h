// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace owner_map {

// A text with one \1 in it, where what was captured goes.
struct Template {
  std::string before, after;

  // Whether `text` is exactly this, filled with `captured`.
  [[nodiscard]] bool makes(std::string_view text, std::string_view captured) const {
    return text.size() == before.size() + captured.size() + after.size() &&
           text.starts_with(before) && text.ends_with(after) &&
           text.substr(before.size(), captured.size()) == captured;
  }
};

inline constexpr std::string_view kCaptured = "\\1";

// Nothing where there is no \1 in it, or more than one.
inline std::optional<Template> to_template(std::string_view text) {
  const size_t at = text.find(kCaptured);
  if (at == text.npos || text.find(kCaptured, at + kCaptured.size()) != text.npos) {
    return std::nullopt;
  }
  return Template{std::string(text.substr(0, at)), std::string(text.substr(at + kCaptured.size()))};
}

}  // namespace owner_map
