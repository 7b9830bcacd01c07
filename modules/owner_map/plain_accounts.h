// SPDX-License-Identifier: MIT
// The quick way through a long table of accounts. Most lines of a big map are `name = 10042`, and
// a parser that makes a tree of them takes most of the time and memory of loading. These
// lines are taken out first, where it is certain that they mean just that; TOML's parser then
// reads all the rest, with an empty line where each of them was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace owner_map {

// `key = value` below [accounts]. The key is of the text's memory.
struct PlainAccount {
  std::string_view key;
  int64_t value = 0;  // 0 to 9'999'999'999
  uint32_t line = 0;
  uint32_t key_column = 0;
  uint32_t value_column = 0;
};

struct Divided {
  std::vector<PlainAccount> accounts;
  std::string rest;  // the same number of lines
};

// If `rest` is TOML, and no key of `accounts` is there twice or also in [accounts] of `rest`, then
// `text` is TOML, and says what both say together; else `text` is not TOML.
//
// Why that is so. Lines are taken only below a line that is [accounts] and nothing else, while no
// line before held three quotes in a row. So such a line is in no string, and in an array or an
// inline table it would not be TOML: where the rest parses, it is the header of the table.
// A line is taken while each line since the header is complete in itself: what could go on over its
// end is an array alone, so one without "[" is complete, and so is one whose only "[" must
// have been closed by what stands last in it. (In anything that parses. In what does not, the
// mistake is in a line that stays.) Bare keys and plain decimal integers have one meaning.
Divided divide(std::string_view text);

}  // namespace owner_map
