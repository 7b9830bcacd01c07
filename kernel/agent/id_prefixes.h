// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "core/toml/id_list.h"

namespace warifu::agent {

// A block of ids that agree in their first `length` bits, as a trie holds it.
struct IdPrefix {
  uint32_t value = 0;
  unsigned length = 0;  // 0 to 32
  friend bool operator==(const IdPrefix&, const IdPrefix&) = default;
};

// The fewest blocks that make up a range: at most 62.
std::vector<IdPrefix> to_prefixes(const IdRange& range);

// The way back, for showing what is configured: sorted, neighbours joined.
std::vector<IdRange> to_ranges(std::vector<IdPrefix> prefixes);

}  // namespace warifu::agent
