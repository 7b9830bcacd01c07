// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/diagnostic/diagnostic.h"

namespace warifu::cli {

// From places as parse_toml gives them to offsets in its text, which must outlive this: lines end
// with \n and count from 1, columns count characters. What lies beyond the text is its end.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  [[nodiscard]] size_t begin_of(uint32_t line) const;
  [[nodiscard]] size_t offset_of(const Place& place) const;
  // The line that an offset lies in: where it begins, and where the next one does.
  [[nodiscard]] size_t begin_around(size_t offset) const;
  [[nodiscard]] size_t end_around(size_t offset) const;
  [[nodiscard]] uint32_t line_of(size_t offset) const;

 private:
  std::string_view text_;
  std::vector<size_t> begins_;
};

}  // namespace warifu::cli
