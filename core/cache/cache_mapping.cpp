// SPDX-License-Identifier: MIT
#include "core/cache/cache_mapping.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace warifu {

Result<CacheMapping> CacheMapping::make(size_t shards) {
  const size_t bytes = shards * kShardBytes;
  void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    return failure(ErrorKind::kUnavailable, "mmap of " + std::to_string(bytes) +
                                                " bytes for the cache: " + std::strerror(errno));
  }
  // What a directory said of people need not be in every core dump; nothing depends on it.
  (void)madvise(memory, bytes, MADV_DONTDUMP);
  return CacheMapping(static_cast<std::byte*>(memory), shards);
}

CacheMapping::CacheMapping(CacheMapping&& from) noexcept
    : memory_(std::exchange(from.memory_, nullptr)), shards_(from.shards_) {}

CacheMapping::~CacheMapping() {
  if (memory_ != nullptr) munmap(memory_, shards_ * kShardBytes);
}

// All zeros is a Shard, and needs nobody to make it: doing so would touch every page.
Shard& CacheMapping::shard(size_t index) const {
  return *reinterpret_cast<Shard*>(memory_ + index * kShardBytes);
}

}  // namespace warifu
