// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/owner_map/mapper.h"

namespace owner_map {

// Index into the module's options.
enum Option : uint32_t { kMap, kOptionCount };

// Reads the map. Null: every mistake has been reported. Throws std::bad_alloc, std::length_error.
std::unique_ptr<Mapper> open_mapper(const warifu_module_open* args);

}  // namespace owner_map
