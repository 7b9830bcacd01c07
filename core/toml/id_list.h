// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/toml/node.h"

namespace warifu {

// Inclusive. 0xFFFFFFFF is no id (the kernel's "no change") and never in a range.
struct IdRange {
  uint32_t first = 0;
  uint32_t last = 0;
  friend bool operator==(const IdRange&, const IdRange&) = default;
};

// A uid or gid, or a range of them, in plain decimal: "1000", "1000-1999"; no sign, no
// leading zero, no space, first <= last.
std::optional<IdRange> parse_id_range(std::string_view text);

// A list as an operator writes it: [1000, "2000-2999"], or a single one of these; each
// mistake is reported. The result is sorted, and ranges that touch or overlap are joined.
std::vector<IdRange> read_id_list(const Node& node, Diagnostics& diagnostics);

// Whether a sorted list holds an id; binary search.
bool contains(const std::vector<IdRange>& ranges, uint32_t id);

}  // namespace warifu
