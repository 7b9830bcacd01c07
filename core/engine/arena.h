// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace warifu {

// Copies of strings that live until the next clear(). Chunks are kept and used again, so that
// a decision that is warm allocates nothing. Pointers stay valid while it grows. Not thread-safe.
class Arena {
 public:
  // A NUL-terminated copy, cut at `limit` bytes; nullptr once kMaximumBytes are in use: what a
  // module can make the host hold is bounded.
  const char* copy(std::string_view text, size_t limit);
  void clear();

 private:
  static constexpr size_t kChunkBytes = 4096;
  static constexpr size_t kMaximumBytes = 64 * kChunkBytes;
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };
  char* take(size_t size);

  std::vector<Chunk> chunks_;
  size_t chunk_ = 0;  // the one in use
  size_t used_ = 0;   // of that one
  size_t total_ = 0;  // since clear()
};

}  // namespace warifu
