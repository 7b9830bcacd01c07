// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "modules/directory/cached_lookup.h"
#include "modules/stns/connection.h"

namespace stns {

// What one entry of a stack was configured to do, apart from whom it passes.
struct Settings {
  Connection connection;
  warifu::directory::CachePolicy cache = {};
  int64_t uid_shift = 0, gid_shift = 0;
};

}  // namespace stns
