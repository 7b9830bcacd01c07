// SPDX-License-Identifier: MIT
#include "core/cache/lease_row.h"

#include <algorithm>

#include "core/cache/futex.h"

namespace warifu::lease {
namespace {

// A lease's word: until when, and 16 bits of the holder's ticket, so that who is late does not end
// the lease of the next. 0: none.
constexpr unsigned kTicketBits = 16;
constexpr uint64_t kTicketMask = (uint64_t{1} << kTicketBits) - 1;

int64_t until(uint64_t word) {
  return static_cast<int64_t>(word >> kTicketBits);
}
bool is_of(uint64_t word, uint64_t ticket) {
  return (word & kTicketMask) == (ticket & kTicketMask);
}
// What nobody can have asked for is damage, and must not lock a key for years.
bool runs(uint64_t word, int64_t now) {
  return until(word) > now && until(word) - now <= kLongest;
}

}  // namespace

int64_t held_until(const LeaseRow& row, uint64_t tag, int64_t now, uint64_t ticket) {
  int64_t latest = 0;
  for (const Lease& each : row.leases) {
    const uint64_t word = each.word.load(std::memory_order_acquire);
    if (each.tag.load(std::memory_order_relaxed) != tag || !runs(word, now)) continue;
    if (ticket == 0 || !is_of(word, ticket)) latest = std::max(latest, until(word));
  }
  return latest;
}

bool take(LeaseRow& row, uint64_t tag, int64_t now, int64_t span, uint64_t ticket) {
  Lease* place = nullptr;
  for (Lease& each : row.leases) {
    const bool same = each.tag.load(std::memory_order_relaxed) == tag;
    if (same || (place == nullptr && !runs(each.word.load(std::memory_order_relaxed), now))) {
      place = &each;
    }
    if (same) break;
  }
  if (place == nullptr) return false;
  place->word.store(0, std::memory_order_relaxed);
  place->tag.store(tag, std::memory_order_relaxed);
  const auto end = static_cast<uint64_t>(now + std::clamp<int64_t>(span, 0, kLongest));
  place->word.store(end << kTicketBits | (ticket & kTicketMask), std::memory_order_release);
  return true;
}

void end(LeaseRow& row, uint64_t tag, uint64_t ticket) {
  bool ended = false;
  for (Lease& each : row.leases) {
    // In this order: if the place goes to another key in between, its word is another one.
    uint64_t word = each.word.load(std::memory_order_acquire);
    if (word == 0 || each.tag.load(std::memory_order_relaxed) != tag) continue;
    if (ticket != 0 && !is_of(word, ticket)) continue;
    ended = each.word.compare_exchange_strong(word, 0, std::memory_order_acq_rel) || ended;
  }
  if (!ended) return;
  row.ended.fetch_add(1, std::memory_order_release);
  futex_wake_all(row.ended);
}

}  // namespace warifu::lease
