// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hmac_owner {

// The particulars of one refusal, a sentence; cut off where it is too long. Allocates nothing.
class Detail {
 public:
  Detail& add(std::string_view text);
  Detail& add(uint64_t number);
  Detail& add_address(std::span<const uint8_t, 16> address);  // IPv4 as such where it is mapped

  [[nodiscard]] const char* text() const { return text_.data(); }
  [[nodiscard]] bool empty() const { return length_ == 0; }

 private:
  std::array<char, 512> text_{};
  size_t length_ = 0;
};

}  // namespace hmac_owner
