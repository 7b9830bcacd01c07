// SPDX-License-Identifier: MIT
#include "core/diagnostic/did_you_mean.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace warifu {
namespace {

// Longer words are not compared: no key of ours is, and the time stays bounded.
constexpr size_t kMaximumWord = 64;

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours.
// Capitals count as small letters.
size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<uint8_t, kMaximumWord + 1>, 3> rows{};
  for (size_t j = 0; j <= b.size(); ++j)
    rows[0][j] = static_cast<uint8_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = static_cast<uint8_t>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      int best = std::min({row[j - 1] + 1, above[j] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                           folded(a[i - 2]) == folded(b[j - 1]);
      if (swapped) best = std::min(best, rows[(i - 2) % 3][j - 2] + 1);
      row[j] = static_cast<uint8_t>(best);
    }
  }
  return rows[a.size() % 3][b.size()];
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > kMaximumWord) return {};
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kMaximumWord) continue;
    const size_t candidate_distance = distance(word, candidate);
    if (candidate_distance >= std::min(best_distance, candidate.size())) continue;
    best = candidate;
    best_distance = candidate_distance;
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates,
                       std::string_view these_are) {
  const std::string_view near = nearest(word, candidates);
  if (!near.empty()) return "did you mean \"" + std::string(near) + "\"?";
  if (candidates.empty()) return "remove it";
  return std::string(these_are) + ": " + joined(candidates);
}

}  // namespace warifu
