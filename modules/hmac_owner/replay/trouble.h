// SPDX-License-Identifier: MIT
#pragma once

namespace hmac_owner {

// Why something could not be done, without a byte on the heap: what failed (static, a clause about
// the cache's file) and errno, 0 where it has nothing to add.
struct Trouble {
  const char* what = nullptr;
  int error = 0;
};

}  // namespace hmac_owner
