// SPDX-License-Identifier: MIT
#include "kernel/wire/secret.h"

namespace warifu::wire {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

int digit(char text) {
  if (text >= '0' && text <= '9') return text - '0';
  if (text >= 'a' && text <= 'f') return text - 'a' + 10;
  if (text >= 'A' && text <= 'F') return text - 'A' + 10;
  return -1;
}

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

tl::expected<Secret, const char*> Secret::from_text(std::string_view text) {
  const std::string_view digits = trimmed(text);
  if (digits.empty()) return tl::unexpected<const char*>("it is empty");
  if (digits.size() != kSecretBytes * 2)
    return tl::unexpected<const char*>("it is not 64 hexadecimal digits");
  tl::expected<Secret, const char*> secret;
  const auto out = secret->writable();
  unsigned any = 0;
  for (size_t i = 0; i < kSecretBytes; ++i) {
    const int high = digit(digits[2 * i]);
    const int low = digit(digits[2 * i + 1]);
    if (high < 0 || low < 0)
      return tl::unexpected<const char*>("it has something else than hexadecimal digits");
    out[i] = static_cast<uint8_t>(high * 16 + low);
    any |= out[i];
  }
  if (any == 0) return tl::unexpected<const char*>("it is all zeros, which is no secret");
  return secret;
}

}  // namespace warifu::wire
