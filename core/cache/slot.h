// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/cache/cache_key.h"
#include "core/cache/shard.h"
#include "core/hash/siphash.h"

namespace warifu {

// When a value was put, and until when it is fresh and kept; microseconds of the CacheClock.
struct CacheTimes {
  int64_t put_at, fresh_until, kept_until;
};

// What stands in a slot carries a keyed checksum of everything that was put, key and times
// included. It is what makes reading safe, whoever writes meanwhile: a value of which another
// process has written half, or two have written at once, or that a stray write has hit, is none.
namespace slot {

inline constexpr size_t kHeaderWords = 6;
inline constexpr size_t kMostValueBytes = 65536;

constexpr size_t words_for(size_t key_words, size_t value_bytes) {
  return kHeaderWords + key_words + (value_bytes + 7) / 8;
}

struct ReadValue {
  CacheTimes times;
  size_t length;  // of the whole value
};

// The slot's value if it is this key's and whole; as much as fits is then in `room`, of which
// something may have been overwritten otherwise. Never waits.
std::optional<ReadValue> read(const Slot& slot, const CacheKey& key, std::span<uint8_t> room,
                              const HashKey& checksum_key);

// Under the shard's lock. The slot belongs to nobody until its words are written.
void write(const Slot& slot, uint64_t tag, const CacheKey& key, std::span<const uint8_t> value,
           const CacheTimes& times, const HashKey& checksum_key);

// Unchecked, as whatever is decided by these is harmless.
int64_t put_at(const Slot& slot);
int64_t kept_until(const Slot& slot);
int64_t last_used(const Slot& slot);
void note_use(const Slot& slot, int64_t now);

}  // namespace slot
}  // namespace warifu
