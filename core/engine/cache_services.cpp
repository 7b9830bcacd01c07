// SPDX-License-Identifier: MIT
#include "core/engine/cache_services.h"

#include <algorithm>
#include <cstring>

#include "core/cache/slot.h"
#include "core/engine/clock.h"
#include "core/engine/verify_call.h"

namespace warifu {
namespace {

static_assert(CacheKey::kMostBytes == WARIFU_CACHE_KEY_BYTES);
static_assert(slot::kMostValueBytes == WARIFU_CACHE_VALUE_BYTES);

constexpr int64_t kNanosecondsPerMicrosecond = 1000;

// As much as the module has room for, whose `size` stays.
void tell(const SharedCache::Found& found, warifu_cached* to) {
  if (to == nullptr) return;
  const warifu_cached told{to->size, 0, found.length, found.age, found.fresh_left};
  std::memcpy(to, &told, std::min<size_t>(to->size, sizeof told));
}

}  // namespace

// The cache as one entry sees it.
struct CacheServices::Entry {
  explicit Entry(const warifu_call* call)
      : walk(VerifyCall::of(call)), cache(walk.decision_.generation->cache()) {}

  // There is a cache, and the key could be one of its own.
  [[nodiscard]] bool serves(const void* key, size_t length) const {
    return cache != nullptr && key != nullptr && CacheKey::allows(length);
  }
  [[nodiscard]] CacheKey key(const void* bytes, size_t length) const {
    return {walk.entry_->cache_owner, {static_cast<const uint8_t*>(bytes), length}};
  }
  [[nodiscard]] bool may_wait() const { return (walk.request_.flags & WARIFU_CACHED_ONLY) == 0; }
  // Microseconds.
  [[nodiscard]] int64_t patience() const {
    if (!may_wait()) return 0;
    const int64_t left = walk.request_.deadline_ns - monotonic_ns();
    return std::max<int64_t>(0, left / kNanosecondsPerMicrosecond);
  }
  [[nodiscard]] uint64_t ticket() const {
    if (walk.cache_ticket_ == 0) walk.cache_ticket_ = cache->ticket();
    return walk.cache_ticket_;
  }

  VerifyCall& walk;
  SharedCache* cache;
};

int CacheServices::get(const warifu_call* call, const void* key, size_t key_length, void* room,
                       size_t capacity, warifu_cached* found) {
  const Entry entry(call);
  if (!entry.serves(key, key_length)) return -1;
  const std::span<uint8_t> to(static_cast<uint8_t*>(room), room == nullptr ? 0 : capacity);
  SharedCache::Found about{};
  if (!entry.cache->get(entry.key(key, key_length), to, about)) return 0;
  tell(about, found);
  return 1;
}

int CacheServices::claim(const warifu_call* call, const void* key, size_t key_length,
                         int64_t lease) {
  const Entry entry(call);
  if (!entry.serves(key, key_length)) return -1;
  switch (entry.cache->claim(entry.key(key, key_length), lease, entry.ticket(), entry.patience())) {
    case SharedCache::Claim::kYours:
      return 1;
    case SharedCache::Claim::kTaken:
      return 0;
    case SharedCache::Claim::kUnknown:
      break;
  }
  return -1;
}

int CacheServices::put(const warifu_call* call, const void* key, size_t key_length,
                       const void* value, size_t length, int64_t fresh, int64_t keep) {
  const Entry entry(call);
  if (!entry.serves(key, key_length) || (value == nullptr && length != 0)) return -1;
  const std::span<const uint8_t> bytes(static_cast<const uint8_t*>(value), length);
  const CacheKey whole = entry.key(key, key_length);
  return entry.cache->put(whole, bytes, fresh, keep, entry.patience()) ? 0 : -1;
}

void CacheServices::release(const warifu_call* call, const void* key, size_t key_length) {
  const Entry entry(call);
  if (!entry.serves(key, key_length) || entry.walk.cache_ticket_ == 0) return;
  entry.cache->release(entry.key(key, key_length), entry.walk.cache_ticket_);
}

int CacheServices::wait(const warifu_call* call, const void* key, size_t key_length,
                        int64_t timeout) {
  const Entry entry(call);
  if (!entry.serves(key, key_length) || !entry.may_wait()) return 0;
  const int64_t span = std::min(timeout, entry.patience());
  return entry.cache->wait(entry.key(key, key_length), span) ? 1 : 0;
}

}  // namespace warifu
