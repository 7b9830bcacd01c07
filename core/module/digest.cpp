// SPDX-License-Identifier: MIT
#include "core/module/digest.h"

#include <openssl/evp.h>

namespace warifu {

Result<Sha256> sha256(std::string_view bytes) {
  Sha256 digest = {};
  unsigned length = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  if (done != 1 || length != digest.size()) {
    return failure(ErrorKind::kInternal,
                   "OpenSSL cannot compute SHA-256; enable its default or fips provider");
  }
  return digest;
}

std::string to_hex(const Sha256& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace warifu
