// SPDX-License-Identifier: MIT
// How much the module owner_map takes of one map: warifu-owner-map(5). A larger one is refused when
// it is made, not only when a server is to load it.
#pragma once

#include <cstddef>
#include <string>

#include "core/cli/map/owner_map_text.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

inline constexpr size_t kMostAccounts = 1'000'000;
inline constexpr size_t kMostRules = 10'000;
inline constexpr size_t kMostExpressions = 256;
inline constexpr size_t kLongestMap = size_t{16} << 20U;  // bytes of one file

[[nodiscard]] Carried<void> check_size(const OwnerMap& map);

// Of the whole file.
[[nodiscard]] Carried<void> check_size(const std::string& toml);

}  // namespace warifu::cli
