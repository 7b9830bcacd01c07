// SPDX-License-Identifier: MIT
#include "kernel/agent/subordinate_ids.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kernel/wire/option.h"

namespace warifu::agent {
namespace {

constexpr size_t kMaximumRanges = 65536;
constexpr size_t kMaximumLine = 1024;

std::optional<uint32_t> parse_number(std::string_view text) {
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "alice:100000:65536"
std::optional<SubordinateRange> parse_line(std::string_view line) {
  const size_t first = line.find(':');
  const size_t second = first == line.npos ? line.npos : line.find(':', first + 1);
  if (second == line.npos || first == 0 || line.size() > kMaximumLine) return std::nullopt;
  const auto start = parse_number(line.substr(first + 1, second - first - 1));
  const auto count = parse_number(line.substr(second + 1));
  if (!start || !count || *count == 0 || *start == WARIFU_NO_ID) return std::nullopt;
  const uint64_t last = std::min(uint64_t{*start} + *count - 1, uint64_t{WARIFU_NO_ID} - 1);
  return SubordinateRange{std::string(line.substr(0, first)),
                          {*start, static_cast<uint32_t>(last)}};
}

bool overlap(const IdRange& a, const IdRange& b) {
  return a.first <= b.last && b.first <= a.last;
}

// The first range that overlaps.
const SubordinateRange* find_overlap(const std::vector<IdRange>& uids,
                                     const std::vector<SubordinateRange>& ranges) {
  for (const SubordinateRange& range : ranges) {
    const auto overlaps = [&](const IdRange& each) { return overlap(each, range.uids); };
    if (std::any_of(uids.begin(), uids.end(), overlaps)) return &range;
  }
  return nullptr;
}

void warn(const Place& place, const std::vector<IdRange>& uids,
          const std::vector<SubordinateRange>& ranges, Diagnostics& diagnostics) {
  const SubordinateRange* range = find_overlap(uids, ranges);
  if (range == nullptr) return;
  diagnostics.warning(place,
                      "its uids overlap " + std::to_string(range->uids.first) + "-" +
                          std::to_string(range->uids.last) + ", which the user \"" + range->user +
                          "\" can become (" + kSubordinateUidPath + ")",
                      "leave these uids out, unless that user may be believed to be them");
}

}  // namespace

std::vector<SubordinateRange> read_subordinate_ranges(std::istream& file) {
  std::vector<SubordinateRange> ranges;
  for (std::string line; ranges.size() < kMaximumRanges && std::getline(file, line);) {
    if (auto range = parse_line(line)) ranges.push_back(*std::move(range));
  }
  return ranges;
}

void warn_of_subordinate_uids(const AgentConfig& config,
                              const std::vector<SubordinateRange>& ranges,
                              Diagnostics& diagnostics) {
  for (const StampEntry& entry : config.stamps)
    warn(entry.place, entry.uids, ranges, diagnostics);
  for (const IdentityEntry& entry : config.identities)
    warn(entry.place, entry.uids, ranges, diagnostics);
}

}  // namespace warifu::agent
