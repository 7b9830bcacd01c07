// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warifu {

// The candidate nearest to a mistyped word (Damerau-Levenshtein distance at most a third of its
// length, at least 1; capitals count as small letters), or "" where none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// A remedy: `did you mean "module"?`, or `known keys: a, b, c` where nothing is near; `these_are`
// says what the candidates are. Without candidates: `remove it`.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates,
                       std::string_view these_are = "known keys");

}  // namespace warifu
