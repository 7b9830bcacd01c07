// SPDX-License-Identifier: MIT
// A refusal in few bytes, to be remembered in memory that processes share.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/log/record.h"

namespace warifu {

// Text cut to its room between two characters.
template <size_t kRoom>
struct ShortText {
  std::array<char, kRoom> bytes;
  uint8_t length;
  static_assert(kRoom < 256);

  void assign(std::string_view text);
  // Also where the length came from memory that somebody spoilt.
  [[nodiscard]] std::string_view view() const {
    return {bytes.data(), length < kRoom ? length : kRoom};
  }
};

// Only whole numbers and bytes: any content at all may be read.
struct RefusalSummary {
  uint32_t uid;
  int32_t outcome;
  warifu_endpoint peer;
  uint8_t has_uid;
  uint8_t has_peer;
  ShortText<100> account;
  ShortText<64> reason_id;
};
static_assert(std::is_trivially_copyable_v<RefusalSummary>);

RefusalSummary summary_of(const DecisionRecord& record);

// The one that was put here last. Words with a checksum and no lock: a reader who comes while
// one is put, or after its writer died halfway, gets none. Any thread, any process.
class SharedSummary {
 public:
  void put(const RefusalSummary& summary);
  [[nodiscard]] std::optional<RefusalSummary> get() const;

 private:
  static constexpr size_t kWords = (sizeof(RefusalSummary) + 7) / 8;
  using Words = std::array<uint64_t, kWords>;
  static uint64_t checksum(const Words& words);

  std::array<std::atomic<uint64_t>, kWords> words_{};
  std::atomic<uint64_t> checksum_{0};
};

}  // namespace warifu
