// SPDX-License-Identifier: MIT
#include "core/cli/key/secret_text.h"

namespace warifu::cli {

SecretText::SecretText(const wire::Secret& secret) {
  // Without a table: which of its lines are in the cache would tell.
  const auto digit = [](unsigned value) {
    return static_cast<char>(value + '0' + ((9 - value) >> 8 & ('a' - '0' - 10)));
  };
  size_t at = 0;
  for (const uint8_t byte : secret.bytes()) {
    text_[at++] = digit(byte >> 4);
    text_[at++] = digit(byte & 15U);
  }
  text_[at] = '\n';
}

}  // namespace warifu::cli
