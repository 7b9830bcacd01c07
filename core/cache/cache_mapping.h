// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "core/cache/shard.h"
#include "core/diagnostic/result.h"

namespace warifu {

// Memory that this process and all it forks share. A page costs nothing before it is used.
class CacheMapping {
 public:
  static Result<CacheMapping> make(size_t shards);
  ~CacheMapping();
  CacheMapping(CacheMapping&& from) noexcept;
  CacheMapping& operator=(CacheMapping&&) = delete;
  CacheMapping(const CacheMapping&) = delete;
  CacheMapping& operator=(const CacheMapping&) = delete;

  [[nodiscard]] size_t shards() const { return shards_; }
  [[nodiscard]] Shard& shard(size_t index) const;
  [[nodiscard]] std::span<std::byte> bytes() const { return {memory_, shards_ * kShardBytes}; }

 private:
  CacheMapping(std::byte* memory, size_t shards) : memory_(memory), shards_(shards) {}
  std::byte* memory_;
  size_t shards_;
};

}  // namespace warifu
