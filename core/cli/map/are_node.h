// SPDX-License-Identifier: MIT
// A PostgreSQL "advanced regular expression" (PostgreSQL's manual, 9.7.3) as a tree. PostgreSQL
// matches names as bytes and in the C locale while it authenticates: it does not know a database,
// and so no encoding, yet. What the tree says is therefore about bytes.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <vector>

namespace warifu::cli {

// Either every byte of 0x80..0xFF is in a set or none is: no bracket with half a character is
// taken.
using ByteSet = std::bitset<256>;
inline constexpr size_t kAscii = 128;

struct AreNode {
  enum class Kind {
    kSet,        // one byte of `set`
    kCharacter,  // one character outside ASCII: `text`, its UTF-8
    kBegin,      // ^
    kEnd,        // $
    kConcat,     // all children; none: the empty string
    kAlternate,  // one of the children
    kRepeat,     // the one child, `minimum` to `maximum` times
    kGroup       // the one child; `index` counts captures from 1, 0: (?:...)
  };
  static constexpr int kUnbounded = -1;

  Kind kind = Kind::kConcat;
  ByteSet set;
  std::string text;
  std::vector<AreNode> children;
  int minimum = 0;
  int maximum = kUnbounded;
  int index = 0;
};

}  // namespace warifu::cli
