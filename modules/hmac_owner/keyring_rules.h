// SPDX-License-Identifier: MIT
// What must hold between the entries of a keyring, and what is worth a warning.
#pragma once

#include <vector>

#include "modules/hmac_owner/key.h"

namespace hmac_owner {

// One secret in two entries, and more than kMaximumFitting keys for one slot and address.
void check_together(const std::vector<Key>& keys, warifu::Diagnostics& diagnostics);

// Told at `place` where every key is retired or expired at `now`: nobody could log in.
void check_any_usable(const std::vector<Key>& keys, const warifu::Place& place, int64_t now,
                      warifu::Diagnostics& diagnostics);

// Keys that are valid but dangerous, or not valid for long.
void warn_of(const std::vector<Key>& keys, int64_t now, warifu::Diagnostics& diagnostics);

}  // namespace hmac_owner
