// SPDX-License-Identifier: MIT
#include "core/toml/id_list.h"

#include <algorithm>
#include <charconv>

#include "core/toml/node.h"

namespace warifu {
namespace {

constexpr uint32_t kMaximumId = 0xFFFFFFFE;
constexpr char kRemedy[] = "write ids as 1000 or \"1000-1999\", from 0 to 4294967294";

std::optional<uint32_t> parse_id(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (id > kMaximumId) return std::nullopt;
  return id;
}

std::optional<IdRange> read_one(const Node& node, Diagnostics& diagnostics) {
  if (const auto* id = node.as<int64_t>()) {
    if (*id >= 0 && *id <= kMaximumId) {
      return IdRange{static_cast<uint32_t>(*id), static_cast<uint32_t>(*id)};
    }
    diagnostics.error(node.place(), std::to_string(*id) + " is no id", kRemedy);
  } else if (const auto* text = node.as<std::string>()) {
    if (const auto range = parse_id_range(*text)) return range;
    diagnostics.error(node.place(), "\"" + *text + "\" is no id and no range of ids", kRemedy);
  } else {
    diagnostics.error(node.place(), std::string("an id cannot be ") + node.type_name(), kRemedy);
  }
  return std::nullopt;
}

std::vector<IdRange> sorted_and_joined(std::vector<IdRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const IdRange& a, const IdRange& b) { return a.first < b.first; });
  std::vector<IdRange> joined;
  for (const IdRange& range : ranges) {
    // `last` is at most 0xFFFFFFFE, so one more does not wrap.
    if (!joined.empty() && range.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

}  // namespace

std::optional<IdRange> parse_id_range(std::string_view text) {
  const size_t dash = text.find('-');
  const auto first = parse_id(text.substr(0, dash));
  const auto last = dash == text.npos ? first : parse_id(text.substr(dash + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  return IdRange{*first, *last};
}

std::vector<IdRange> read_id_list(const Node& node, Diagnostics& diagnostics) {
  std::vector<IdRange> ranges;
  const auto add = [&](const Node& one) {
    if (const auto range = read_one(one, diagnostics)) ranges.push_back(*range);
  };
  if (const auto* array = node.as<Array>()) {
    for (const Node& element : *array)
      add(element);
  } else {
    add(node);
  }
  return sorted_and_joined(std::move(ranges));
}

bool contains(const std::vector<IdRange>& ranges, uint32_t id) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), id,
                       [](uint32_t value, const IdRange& range) { return value < range.first; });
  return after != ranges.begin() && id <= std::prev(after)->last;
}

}  // namespace warifu
