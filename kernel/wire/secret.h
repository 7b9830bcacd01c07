// SPDX-License-Identifier: MIT
// 32 secret bytes that leave no copy behind.
#pragma once

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tl/expected.hpp>

namespace warifu::wire {

inline constexpr size_t kSecretBytes = 32;

// A key of any kind, or a master. Wiped when it ends; never compared, never printed. Not
// thread-safe while it is written.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::span<const uint8_t, kSecretBytes> bytes) {
    std::copy(bytes.begin(), bytes.end(), bytes_.begin());
  }
  Secret(const Secret&) = default;
  Secret(Secret&&) = default;  // a copy: what was moved from is wiped when it ends
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&&) = default;
  ~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  [[nodiscard]] std::span<const uint8_t, kSecretBytes> bytes() const { return bytes_; }
  [[nodiscard]] std::span<uint8_t, kSecretBytes> writable() { return bytes_; }

  // The text of a secret file: 64 hexadecimal digits of either case, white space around them. The
  // error says what is wrong with the text without repeating any of it; static. All-zero bytes
  // are refused: a file that was allocated and never written.
  static tl::expected<Secret, const char*> from_text(std::string_view text);

 private:
  std::array<uint8_t, kSecretBytes> bytes_{};
};

}  // namespace warifu::wire
