// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/host_key_cache.h"

#include <utility>

namespace hmac_owner {

HostKeyCache::Name HostKeyCache::name_of(const Key& key, uint16_t index,
                                         const warifu::wire::Address& source) {
  return {index, key.derived ? source : warifu::wire::Address{}};
}

// FNV-1a. Nothing is kept that was not signed for, so nobody can crowd a set with made-up
// addresses.
HostKeyCache::Set& HostKeyCache::set_of(const Name& name) {
  uint64_t hash = 0xcbf29ce484222325 ^ name.index;
  for (const uint8_t byte : name.source)
    hash = (hash ^ byte) * 0x100000001b3;
  return sets_[(hash ^ hash >> 32) % kSets];
}

HostKeyCache::Way* HostKeyCache::Set::find(const Name& name) {
  for (Way& way : ways) {
    if (way.host_key && way.name == name) return &way;
  }
  return nullptr;
}

HostKeyCache::Way& HostKeyCache::Set::victim() {
  for (Way& way : ways) {
    if (!way.host_key) return way;
  }
  for (;; hand = (hand + 1) % kWays) {
    if (!std::exchange(ways[hand].used, false)) {
      Way& way = ways[hand];
      hand = (hand + 1) % kWays;
      return way;
    }
  }
}

HostKeyCache::Found HostKeyCache::find(const Key& key, uint16_t index,
                                       const warifu::wire::Address& source) {
  const Name name = name_of(key, index, source);
  Set& set = set_of(name);
  {
    const std::lock_guard guard(set.lock);
    if (Way* const way = set.find(name)) {
      way->used = true;
      return {way->host_key, true};
    }
  }
  auto made = std::make_shared<HostKey>(
      key.derived ? warifu::wire::derive_host_key(key.secret, source) : key.secret);
  return {std::move(made), false};
}

void HostKeyCache::keep(const Key& key, uint16_t index, const warifu::wire::Address& source,
                        std::shared_ptr<HostKey> host_key) {
  const Name name = name_of(key, index, source);
  Set& set = set_of(name);
  const std::lock_guard guard(set.lock);
  if (set.find(name) != nullptr) return;
  Way& way = set.victim();
  way.name = name;
  way.used = false;  // until it is asked for: who comes once makes room for who comes again
  way.host_key.swap(host_key);  // what was there ends after the lock
}

}  // namespace hmac_owner
