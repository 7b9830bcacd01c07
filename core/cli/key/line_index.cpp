// SPDX-License-Identifier: MIT
#include "core/cli/key/line_index.h"

#include <algorithm>

namespace warifu::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool goes_on(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  begins_.push_back(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
    begins_.push_back(at + 1);
}

size_t LineIndex::begin_of(uint32_t line) const {
  return line - 1 < begins_.size() ? begins_[line - 1] : text_.size();
}

size_t LineIndex::offset_of(const Place& place) const {
  size_t at = begin_of(place.line);
  for (uint32_t column = 1; column < place.column && at < text_.size(); ++column) {
    ++at;
    while (at < text_.size() && goes_on(text_[at]))
      ++at;
  }
  return at;
}

uint32_t LineIndex::line_of(size_t offset) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
  return static_cast<uint32_t>(std::max<ptrdiff_t>(after - begins_.begin(), 1));
}

size_t LineIndex::begin_around(size_t offset) const {
  return begin_of(line_of(offset));
}

size_t LineIndex::end_around(size_t offset) const {
  return begin_of(line_of(offset) + 1);
}

}  // namespace warifu::cli
