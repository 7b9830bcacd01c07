// SPDX-License-Identifier: MIT
#include "core/engine/arena.h"

#include <algorithm>
#include <cstring>

namespace warifu {

const char* Arena::copy(std::string_view text, size_t limit) {
  const size_t length = std::min(text.size(), limit);
  char* const bytes = take(length + 1);
  if (bytes == nullptr) return nullptr;
  if (length > 0) std::memcpy(bytes, text.data(), length);
  bytes[length] = '\0';
  return bytes;
}

void Arena::clear() {
  chunk_ = used_ = total_ = 0;
}

char* Arena::take(size_t size) {
  if (size > kMaximumBytes - total_) return nullptr;
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < size) {
    ++chunk_;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const size_t bytes = std::max(size, kChunkBytes);
    chunks_.push_back({std::make_unique<char[]>(bytes), bytes});
    used_ = 0;
  }
  char* const taken = chunks_[chunk_].bytes.get() + used_;
  used_ += size;
  total_ += size;
  return taken;
}

}  // namespace warifu
