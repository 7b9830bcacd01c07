// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace owner_map {

// A text of a TextStore's.
struct Text {
  uint32_t at = 0;
  uint32_t length = 0;
};

// Many short texts in one block: a map names a hundred thousand accounts, and a std::string for
// each would cost more than all they say. Each is followed by a NUL, for hosts that take C strings.
class TextStore {
 public:
  Text add(std::string_view text) {
    if (text.size() > UINT32_MAX - bytes_.size() - 1) throw std::length_error("too many names");
    const Text added{static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(text.size())};
    bytes_.append(text).push_back('\0');
    return added;
  }

  [[nodiscard]] std::string_view view(Text text) const {
    return std::string_view(bytes_).substr(text.at, text.length);
  }
  [[nodiscard]] const char* c_str(Text text) const { return bytes_.data() + text.at; }

  void reserve(size_t bytes) { bytes_.reserve(bytes); }
  void shrink() { bytes_.shrink_to_fit(); }

 private:
  std::string bytes_;
};

}  // namespace owner_map
