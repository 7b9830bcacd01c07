// SPDX-License-Identifier: MIT
#include "kernel/agent/fingerprint.h"

#include <charconv>
#include <cstddef>

#include "kernel/wire/key_derivation.h"

namespace warifu::agent {

Fingerprint fingerprint_of(const wire::Secret& key) {
  const std::string text = wire::fingerprint(key);
  Fingerprint bytes{};
  for (size_t i = 0; i < bytes.size() && 2 * i + 2 <= text.size(); ++i) {
    std::from_chars(text.data() + 2 * i, text.data() + 2 * i + 2, bytes[i], 16);
  }
  return bytes;
}

std::string to_text(const Fingerprint& fingerprint) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : fingerprint) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace warifu::agent
