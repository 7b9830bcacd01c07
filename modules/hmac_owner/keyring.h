// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "modules/hmac_owner/key.h"
#include "modules/hmac_owner/source_index.h"

namespace hmac_owner {

inline constexpr size_t kSlots = 16;
// More keys than any keyring needs, and few enough for 16 bits.
inline constexpr size_t kMaximumKeys = 16384;

// The keys a server verifies with. Immutable: any number of threads may use it at once.
class Keyring {
 public:
  Keyring() = default;
  // At most kMaximumKeys.
  explicit Keyring(std::vector<Key> keys);

  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  [[nodiscard]] bool has_slot(uint8_t slot) const { return used_[slot]; }

  // Indices of the keys of a slot that may speak from this address. Looks at no MAC and at no
  // state.
  [[nodiscard]] Fitting fitting(uint8_t slot, const warifu::wire::Address& source) const;

 private:
  std::vector<Key> keys_;
  std::array<SourceIndex, kSlots> sources_;
  std::array<bool, kSlots> used_{};
};

}  // namespace hmac_owner
