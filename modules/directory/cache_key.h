// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "warifu/module.h"

namespace warifu::directory {

// What the shared cache holds for a key, and since when. Spans in microseconds.
struct Held {
  std::string bytes;
  int64_t age = 0;
  int64_t fresh_left = 0;
};

// The host's shared cache, as it looks to one key. Does nothing, and holds nothing, where there is
// no cache or the key is not one.
class CacheKey {
 public:
  // `key` must outlive this.
  CacheKey(const warifu_call& call, std::string_view key) : call_(call), key_(key) {}

  enum class Claim { kMine, kSomebodyElses, kNoCache };

  [[nodiscard]] std::optional<Held> get() const;
  [[nodiscard]] Claim claim(int64_t lease) const;
  void put(std::string_view bytes, int64_t fresh, int64_t keep) const;
  void release() const;
  // False: it took longer than `timeout`, or nothing may be waited for.
  [[nodiscard]] bool wait(int64_t timeout) const;

 private:
  [[nodiscard]] bool usable() const;

  const warifu_call& call_;
  const std::string_view key_;
};

// A claim of a key, given back when it goes out of scope unless a put ended it before.
class Lease {
 public:
  Lease(const CacheKey& key, int64_t span) : key_(key), claim_(key.claim(span)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    if (claim_ == CacheKey::Claim::kMine) key_.release();
  }

  // Also true where there is no cache that could tell: then everybody asks.
  [[nodiscard]] bool may_ask() const { return claim_ != CacheKey::Claim::kSomebodyElses; }

  void put(std::string_view bytes, int64_t fresh, int64_t keep) {
    key_.put(bytes, fresh, keep);
    claim_ = CacheKey::Claim::kNoCache;
  }

 private:
  const CacheKey& key_;
  CacheKey::Claim claim_;
};

}  // namespace warifu::directory
