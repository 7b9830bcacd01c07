// SPDX-License-Identifier: MIT
#include "modules/directory/cache_key.h"

namespace warifu::directory {
namespace {

constexpr size_t kUsualValueBytes = 512;

}  // namespace

bool CacheKey::usable() const {
  return !key_.empty() && key_.size() <= WARIFU_CACHE_KEY_BYTES;
}

std::optional<Held> CacheKey::get() const {
  if (!usable()) return std::nullopt;
  Held held;
  // Again where the value was longer than expected; a longer one may replace it in between.
  for (size_t room = kUsualValueBytes; room <= WARIFU_CACHE_VALUE_BYTES;) {
    held.bytes.resize(room);
    warifu_cached found = {};
    found.size = sizeof found;
    const int got = call_.host->cache_get(&call_, key_.data(), key_.size(), held.bytes.data(),
                                          held.bytes.size(), &found);
    if (got != 1) return std::nullopt;
    if (found.length <= room) {
      held.bytes.resize(found.length);
      held.age = found.age;
      held.fresh_left = found.fresh_left;
      return held;
    }
    room = found.length;
  }
  return std::nullopt;
}

CacheKey::Claim CacheKey::claim(int64_t lease) const {
  if (!usable()) return Claim::kNoCache;
  switch (call_.host->cache_claim(&call_, key_.data(), key_.size(), lease)) {
    case 1:
      return Claim::kMine;
    case 0:
      return Claim::kSomebodyElses;
    default:
      return Claim::kNoCache;
  }
}

void CacheKey::put(std::string_view bytes, int64_t fresh, int64_t keep) const {
  if (!usable()) return;
  // Not stored is no error: then the next one asks.
  call_.host->cache_put(&call_, key_.data(), key_.size(), bytes.data(), bytes.size(), fresh, keep);
}

void CacheKey::release() const {
  if (usable()) call_.host->cache_release(&call_, key_.data(), key_.size());
}

bool CacheKey::wait(int64_t timeout) const {
  return usable() && call_.host->cache_wait(&call_, key_.data(), key_.size(), timeout) == 1;
}

}  // namespace warifu::directory
