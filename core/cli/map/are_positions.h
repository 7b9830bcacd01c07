// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/cli/map/are_node.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

// An expression as Glushkov's automaton: a position for each byte that it can take, its
// repetitions written out, and which may follow which. It has no other states.
struct Positions {
  enum Part : char { kBefore, kInside, kBehind };  // of the first parentheses
  struct Position {
    ByteSet set;
    Part part = kBefore;
    std::vector<size_t> follow;
  };
  std::vector<Position> all;
  std::vector<size_t> first;
  std::vector<bool> last;
};

// Of an expression that has ^ at most at its beginning and $ at most at its end, and whose first
// parentheses are on the way of every match; where ^ or $ is absent anything may stand there.
[[nodiscard]] Carried<Positions> positions_of(const AreNode& root);

}  // namespace warifu::cli
