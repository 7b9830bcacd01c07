// SPDX-License-Identifier: MIT
#include "tests/unit/module/fake_cache.h"

#include <algorithm>
#include <cstring>

namespace module_test {

int FakeCache::get(const std::string& key, void* room, size_t capacity, warifu_cached* found) {
  const auto at = values_.find(key);
  if (at == values_.end() || at->second.kept_until <= now) return 0;
  const Value& value = at->second;
  std::memcpy(room, value.bytes.data(), std::min(capacity, value.bytes.size()));
  found->length = value.bytes.size();
  found->age = now - value.put_at;
  found->fresh_left = value.fresh_until - now;
  return 1;
}

int FakeCache::claim(const std::string& key, int64_t lease) {
  if (before_claim) before_claim();
  if (leased(key)) return 0;
  leased_until_[key] = now + lease;
  return 1;
}

int FakeCache::put(const std::string& key, std::string value, int64_t fresh, int64_t keep) {
  release(key);
  if (keep <= 0) {
    values_.erase(key);
    return 0;
  }
  if (value.size() > WARIFU_CACHE_VALUE_BYTES || (has_no_room && has_no_room(key))) return -1;
  values_[key] = {std::move(value), now, now + fresh, now + keep};
  return 0;
}

int FakeCache::wait(const std::string& key) {
  if (while_waiting) while_waiting();
  return leased(key) ? 0 : 1;
}

bool FakeCache::leased(const std::string& key) const {
  const auto at = leased_until_.find(key);
  return at != leased_until_.end() && at->second > now;
}

}  // namespace module_test
