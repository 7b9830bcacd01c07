// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "kernel/wire/secret.h"

namespace warifu::cli {

// A secret as its file has it: 64 hexadecimal digits and a newline. Wiped when it ends.
class SecretText {
 public:
  explicit SecretText(const wire::Secret& secret);
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText() { OPENSSL_cleanse(text_.data(), text_.size()); }

  [[nodiscard]] std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, wire::kSecretBytes * 2 + 1> text_{};
};

}  // namespace warifu::cli
