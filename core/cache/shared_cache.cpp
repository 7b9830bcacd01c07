// SPDX-License-Identifier: MIT
#include "core/cache/shared_cache.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "core/cache/futex.h"
#include "core/cache/lease_row.h"
#include "core/cache/shard_lock.h"
#include "core/cache/slot.h"

namespace warifu {
namespace {

constexpr int kReadAttempts = 64;
constexpr int64_t kLongestSpan = int64_t{1} << 46;  // two years: sums of these do not overflow

// The newest of a key's slots; more than one only while it moves, or after a death in that.
Slot newest_of(Shard& shard, uint64_t tag) {
  Slot newest{nullptr, {}};
  shard.each_table([&](auto& table) {
    for (size_t i = 0; i < table.slots(); ++i) {
      const Slot each = table.slot(tag, i);
      if (each.tag->load(std::memory_order_acquire) != tag) continue;
      if (newest.tag == nullptr || slot::put_at(each) > slot::put_at(newest)) newest = each;
    }
  });
  return newest;
}

// Where a value goes: never over the old value of its own key, so that no reader misses it while
// it is replaced. Slots of the next size are taken too, but only where nothing is lost by it.
class Place {
 public:
  Place(Shard& shard, uint64_t tag, size_t words, int64_t now) {
    shard.each_table([&](auto& table) {
      if (table.kSlotWords < words || tables_ == 2 || vacant_) return;
      ++tables_;
      for (size_t i = 0; i < table.slots() && !vacant_; ++i)
        consider(table.slot(tag, i), tag, now);
    });
  }
  [[nodiscard]] const Slot& slot() const { return best_; }

 private:
  void consider(const Slot& each, uint64_t tag, int64_t now) {
    const uint64_t holds = each.tag->load(std::memory_order_relaxed);
    if (holds == tag) return;
    vacant_ = holds == 0 || slot::kept_until(each) <= now;
    if (vacant_ || (tables_ == 1 && unused_longer(each))) best_ = each;
  }
  [[nodiscard]] bool unused_longer(const Slot& each) const {
    return best_.tag == nullptr || slot::last_used(each) < slot::last_used(best_);
  }

  Slot best_{nullptr, {}};
  int tables_ = 0;
  bool vacant_ = false;
};

void forget_others(Shard& shard, uint64_t tag, const CacheWord* kept) {
  shard.each_table([&](auto& table) {
    for (size_t i = 0; i < table.slots(); ++i) {
      const Slot each = table.slot(tag, i);
      if (each.tag == kept || each.tag->load(std::memory_order_relaxed) != tag) continue;
      each.tag->store(0, std::memory_order_release);
    }
  });
}

}  // namespace

Result<std::shared_ptr<SharedCache>> SharedCache::make(size_t bytes, CacheClock clock) {
  std::array<HashKey, 2> random{};
  if (getrandom(&random, sizeof random, 0) != sizeof random) {
    return failure(ErrorKind::kInternal, std::string("getrandom: ") + std::strerror(errno));
  }
  auto mapping = CacheMapping::make(std::max<size_t>(1, bytes / kShardBytes));
  if (!mapping) return tl::unexpected(mapping.error());
  return std::shared_ptr<SharedCache>(new SharedCache(std::move(*mapping), clock, random));
}

SharedCache::SharedCache(CacheMapping mapping, CacheClock clock,
                         const std::array<HashKey, 2>& random)
    : mapping_(std::move(mapping)),
      clock_(clock),
      placement_key_(random[0]),
      checksum_key_(random[1]) {}

uint64_t SharedCache::tag_of(const CacheKey& key) const {
  SipHash hash(placement_key_);
  for (const uint64_t each : key.words())
    hash.take(each);
  hash.take(key.bytes());
  return std::max<uint64_t>(1, hash.end());
}

Shard& SharedCache::shard_of(uint64_t tag) const {
  return mapping_.shard((tag & 0xffffffff) % mapping_.shards());
}

bool SharedCache::get(const CacheKey& key, std::span<uint8_t> room, Found& found) {
  const uint64_t tag = tag_of(key);
  Shard& shard = shard_of(tag);
  std::optional<uint64_t> torn_at;
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    const uint64_t moves = shard.moves.load(std::memory_order_acquire);
    const Slot slot = newest_of(shard, tag);
    if (slot.tag == nullptr) {
      // Unless it went from a slot not yet looked at to one already passed.
      if (shard.moves.load(std::memory_order_acquire) == moves) return false;
      continue;
    }
    const auto value = slot::read(slot, key, room, checksum_key_);
    if (!value) {
      // Nothing has moved, so it is no value that was replaced meanwhile, but damage.
      if (torn_at == moves) return false;
      torn_at = moves;
      continue;
    }
    const int64_t now = clock_();
    if (value->times.kept_until <= now) return false;
    slot::note_use(slot, now);
    found = {value->length, now - value->times.put_at, value->times.fresh_until - now};
    return true;
  }
  return false;
}

uint64_t SharedCache::ticket() {
  return std::max<uint64_t>(1, (mapping_.shard(0).tickets.fetch_add(1) + 1) & 0xffff);
}

SharedCache::Claim SharedCache::claim(const CacheKey& key, int64_t lease, uint64_t ticket,
                                      int64_t patience) {
  const uint64_t tag = tag_of(key);
  Shard& shard = shard_of(tag);
  LeaseRow& row = shard.lease_row(tag);
  const int64_t now = clock_();
  if (lease::held_until(row, tag, now, ticket) != 0) return Claim::kTaken;
  const ShardLock lock(shard, clock_, now + patience);
  if (!lock.held()) return Claim::kUnknown;
  const int64_t then = clock_();
  if (lease::held_until(row, tag, then, ticket) != 0) return Claim::kTaken;
  return lease::take(row, tag, then, lease, ticket) ? Claim::kYours : Claim::kUnknown;
}

bool SharedCache::put(const CacheKey& key, std::span<const uint8_t> value, int64_t fresh,
                      int64_t keep, int64_t patience) {
  const uint64_t tag = tag_of(key);
  Shard& shard = shard_of(tag);
  const bool stored =
      value.size() <= slot::kMostValueBytes && store(shard, tag, key, value, fresh, keep, patience);
  lease::end(shard.lease_row(tag), tag);
  return stored;
}

bool SharedCache::store(Shard& shard, uint64_t tag, const CacheKey& key,
                        std::span<const uint8_t> value, int64_t fresh, int64_t keep,
                        int64_t patience) {
  const ShardLock lock(shard, clock_, clock_() + patience);
  if (!lock.held()) return false;
  const int64_t now = clock_();
  const CacheWord* kept = nullptr;
  if (keep > 0) {
    const size_t words = slot::words_for(key.words().size(), value.size());
    Place place(shard, tag, words, now);
    if (place.slot().tag == nullptr) {  // damage: every slot of the row says that it is this key's
      forget_others(shard, tag, nullptr);
      place = Place(shard, tag, words, now);
    }
    slot::write(place.slot(), tag, key, value,
                {now, now + std::clamp<int64_t>(fresh, 0, kLongestSpan),
                 now + std::min(keep, kLongestSpan)},
                checksum_key_);
    kept = place.slot().tag;
  }
  shard.moves.fetch_add(1, std::memory_order_release);
  forget_others(shard, tag, kept);
  return true;
}

void SharedCache::release(const CacheKey& key, uint64_t ticket) {
  const uint64_t tag = tag_of(key);
  lease::end(shard_of(tag).lease_row(tag), tag, ticket);
}

bool SharedCache::wait(const CacheKey& key, int64_t timeout) {
  const uint64_t tag = tag_of(key);
  const LeaseRow& row = shard_of(tag).lease_row(tag);
  const int64_t give_up = clock_() + std::clamp<int64_t>(timeout, 0, kLongestSpan);
  for (;;) {
    // Read before the leases are: one that ends after that has changed it, and nobody sleeps on.
    const uint32_t ended = row.ended.load(std::memory_order_acquire);
    const int64_t now = clock_();
    const int64_t until = lease::held_until(row, tag, now);
    if (until == 0) return true;
    if (now >= give_up) return false;
    futex_wait(row.ended, ended, std::min(until, give_up) - now);
  }
}

}  // namespace warifu
