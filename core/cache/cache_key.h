// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace warifu {

// Who may see an entry of the cache: nobody with other bytes here.
using CacheOwner = std::array<uint8_t, 32>;

// A whole key, as the words that are hashed, stored and compared. Lives on the stack.
class CacheKey {
 public:
  static constexpr size_t kMostBytes = 128;  // of the user's part

  // `bytes`: 1 to kMostBytes; what is longer is cut off, which the caller has ruled out.
  CacheKey(const CacheOwner& owner, std::span<const uint8_t> bytes)
      : bytes_(owner.size() + std::min(bytes.size(), kMostBytes)) {
    std::memcpy(words_.data(), owner.data(), owner.size());
    std::memcpy(words_.data() + owner.size() / 8, bytes.data(), bytes_ - owner.size());
  }

  [[nodiscard]] std::span<const uint64_t> words() const {
    return {words_.data(), (bytes_ + 7) / 8};
  }
  [[nodiscard]] size_t bytes() const { return bytes_; }

  static constexpr bool allows(size_t length) { return length >= 1 && length <= kMostBytes; }
  static constexpr size_t kMostWords = (sizeof(CacheOwner) + kMostBytes) / 8;

 private:
  size_t bytes_;
  std::array<uint64_t, kMostWords> words_{};
};

}  // namespace warifu
