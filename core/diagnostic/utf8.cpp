// SPDX-License-Identifier: MIT
#include "core/diagnostic/utf8.h"

#include <algorithm>
#include <iterator>

namespace warifu {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// Sorted. From the Unicode Character Database: general categories Cc, Cf (without the visible
// Arabic, Syriac and Kaithi number signs), Zl, Zp, Zs and Co, Default_Ignorable_Code_Point, the
// noncharacters at the end of the first plane, and U+2800, a Braille cell without dots.
constexpr Range kNotPlain[] = {
    {0x0000, 0x001F},   {0x007F, 0x00A0},    {0x00AD, 0x00AD},   {0x034F, 0x034F},
    {0x061C, 0x061C},   {0x115F, 0x1160},    {0x1680, 0x1680},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x2000, 0x200F},    {0x2028, 0x202F},   {0x205F, 0x206F},
    {0x2800, 0x2800},   {0x3000, 0x3000},    {0x3164, 0x3164},   {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},    {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0x10FFFF},
};

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// Length and payload bits that a first byte announces; length 0 where none may begin so.
CodePoint announced(unsigned char first) {
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first <= 0xDF) return {first & 0x1Fu, 2};
  if (first >= 0xE0 && first <= 0xEF) return {first & 0x0Fu, 3};
  if (first >= 0xF0 && first <= 0xF4) return {first & 0x07u, 4};
  return {};
}

}  // namespace

CodePoint decode_utf8(std::string_view bytes) {
  CodePoint point = announced(static_cast<unsigned char>(bytes.front()));
  if (point.length == 0 || point.length > bytes.size()) return {};
  for (size_t i = 1; i < point.length; ++i) {
    if (!is_continuation(bytes[i])) return {};
    point.value = point.value << 6 | (static_cast<unsigned char>(bytes[i]) & 0x3Fu);
  }
  const bool overlong =
      (point.length == 3 && point.value < 0x800) || (point.length == 4 && point.value < 0x10000);
  const bool surrogate = point.value >= 0xD800 && point.value <= 0xDFFF;
  if (overlong || surrogate || point.value > 0x10FFFF) return {};
  return point;
}

bool is_plainly_visible(uint32_t code_point) {
  const auto* range = std::lower_bound(
      std::begin(kNotPlain), std::end(kNotPlain), code_point,
      [](const Range& candidate, uint32_t value) { return candidate.last < value; });
  return range == std::end(kNotPlain) || code_point < range->first;
}

}  // namespace warifu
