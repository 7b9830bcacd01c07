// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/crypto.h>

#include <string_view>
#include <utility>
#include <vector>

namespace stns {

// A secret of any length: wiped when it ends, moved without leaving a copy behind, never copied.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) { *this = joined({text}); }

  // The parts one after the other, in memory that never grew and so left nothing behind.
  template <size_t N>
  static SecretText joined(const std::string_view (&parts)[N]) {
    SecretText made;
    size_t size = 0;
    for (const std::string_view part : parts)
      size += part.size();
    made.bytes_.reserve(size + 1);
    for (const std::string_view part : parts)
      made.bytes_.insert(made.bytes_.end(), part.begin(), part.end());
    made.bytes_.push_back('\0');
    return made;
  }

  SecretText(SecretText&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretText& operator=(SecretText&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  [[nodiscard]] bool empty() const { return bytes_.size() <= 1; }
  [[nodiscard]] std::string_view view() const {
    return empty() ? std::string_view() : std::string_view(bytes_.data(), bytes_.size() - 1);
  }
  [[nodiscard]] const char* c_str() const { return bytes_.empty() ? "" : bytes_.data(); }

 private:
  std::vector<char> bytes_;  // with a NUL at the end, or nothing at all
};

}  // namespace stns
