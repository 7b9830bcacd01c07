// SPDX-License-Identifier: MIT
#include "kernel/agent/id_prefixes.h"

#include <algorithm>
#include <bit>

namespace warifu::agent {

std::vector<IdPrefix> to_prefixes(const IdRange& range) {
  std::vector<IdPrefix> prefixes;
  uint64_t first = range.first;
  const uint64_t end = uint64_t{range.last} + 1;
  while (first < end) {
    // The largest block that begins here and does not reach past the end.
    const int aligned = first == 0 ? 32 : std::min(std::countr_zero(first), 32);
    const int fitting = static_cast<int>(std::bit_width(end - first)) - 1;
    const int bits = std::min(aligned, fitting);
    prefixes.push_back({static_cast<uint32_t>(first), static_cast<unsigned>(32 - bits)});
    first += uint64_t{1} << bits;
  }
  return prefixes;
}

std::vector<IdRange> to_ranges(std::vector<IdPrefix> prefixes) {
  std::sort(prefixes.begin(), prefixes.end(),
            [](const IdPrefix& a, const IdPrefix& b) { return a.value < b.value; });
  std::vector<IdRange> ranges;
  for (const IdPrefix& prefix : prefixes) {
    const uint64_t size = uint64_t{1} << (32 - prefix.length);
    const auto last = static_cast<uint32_t>(prefix.value + (size - 1));
    if (!ranges.empty() && uint64_t{ranges.back().last} + 1 == prefix.value) {
      ranges.back().last = last;
    } else {
      ranges.push_back({prefix.value, last});
    }
  }
  return ranges;
}

}  // namespace warifu::agent
