// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/hmac_owner/key.h"

namespace hmac_owner {

struct Crowd {
  const Key* last;    // the last in the file of those that fit together
  std::string where;  // "10.1.0.0/16", or "every address"
};

// The first block of addresses for which more than `limit` of these keys, all of one slot, may
// speak. In the order of n log n: a keyring may have thousands.
std::optional<Crowd> find_crowd(const std::vector<const Key*>& keys, size_t limit);

}  // namespace hmac_owner
