// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/owner_map/map.h"
#include "modules/owner_map/map_source.h"

namespace owner_map {

enum class Way {
  kQuick,  // plain lines beside the parser: plain_accounts.h
  kWhole   // everything by the parser; the same result, for comparison
};

// Reads a map and what it includes: warifu-owner-map(5). `file` is its absolute path. Every mistake
// is told at once, and warnings beside them. Nothing: there is a mistake. Throws std::bad_alloc,
// std::length_error.
std::optional<OwnerMap> read_map(std::string_view text, const std::string& file, MapSource& source,
                                 warifu::Diagnostics& diagnostics, Way way = Way::kQuick);

}  // namespace owner_map
