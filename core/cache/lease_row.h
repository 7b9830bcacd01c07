// SPDX-License-Identifier: MIT
// Who asks for the value of a key, so that the others need not. Times are of the CacheClock.
#pragma once

#include "core/cache/shard.h"

namespace warifu::lease {

inline constexpr int64_t kLongest = int64_t{3600} * 1'000'000;  // microseconds

// When the lease on a key ends; 0: nobody has one. One that `ticket` holds does not count.
int64_t held_until(const LeaseRow& row, uint64_t tag, int64_t now, uint64_t ticket = 0);

// Under the shard's lock, where nobody else holds a lease on the key. false: no room.
bool take(LeaseRow& row, uint64_t tag, int64_t now, int64_t span, uint64_t ticket);

// Ends the lease on a key, and wakes who waits. Whoever's it is where `ticket` is 0. Takes no lock.
void end(LeaseRow& row, uint64_t tag, uint64_t ticket = 0);

}  // namespace warifu::lease
