// SPDX-License-Identifier: MIT
// Option blocks and headers, put together from parts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace warifu::wire {

using ByteVector = std::vector<uint8_t>;

inline ByteVector join(std::initializer_list<ByteVector> parts) {
  ByteVector out;
  for (const ByteVector& part : parts)
    out.insert(out.end(), part.begin(), part.end());
  return out;
}

// Hexadecimal digits, two to a byte; spaces between bytes are for the reader.
inline ByteVector hex(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  ByteVector out;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    out.push_back(static_cast<uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
    i += 2;
  }
  return out;
}

// uid 1000, gid 100.
inline const ByteVector kPlain = hex("fe 0d 5746 40 000003e8 00000064");
inline const ByteVector kTcpriv1000 = hex("fe 0a 0000f991 000003e8");
// What a Linux SYN usually has: MSS, SACK permitted, timestamps, window scale.
inline const ByteVector kUsual = hex("020405b4 0402 080a 11223344 00000000 01 030307");

}  // namespace warifu::wire
