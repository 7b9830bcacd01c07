// SPDX-License-Identifier: MIT
// Where servers find the records of their connections: the one map that others may open.
#pragma once

#include <cstdint>
#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

std::string record_pin(const std::string& folder);

// Pins the map in `folder` with mode 0444, instead of whatever map was there, so that there is
// always one. The folder is made, and a BPF file system of mode 0755 mounted there, where that is
// missing. kConfiguration or kUnavailable, with the remedy, where the folder is not root's alone,
// not for others to enter, or cannot be mounted.
[[nodiscard]] Result<void> publish_records(int map, const std::string& folder);

// Removes the pin of this map; one of another map stays. Fine where there is none.
[[nodiscard]] Result<void> withdraw_records(uint32_t map_id, const std::string& folder);

// The id of the map pinned at a path; 0 where there is none.
uint32_t pinned_map_id(const std::string& pin);
uint32_t map_id(int map);

}  // namespace warifu::agent
