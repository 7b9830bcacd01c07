// SPDX-License-Identifier: MIT
#include "kernel/wire/key_derivation.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <vector>

namespace warifu::wire {
namespace {

static_assert(kSecretBytes == SHA256_DIGEST_LENGTH);

// HKDF-Expand (RFC 5869, 2.3) for an output of one hash: T(1) = HMAC(PRK, info || 0x01).
Secret expand(const Secret& prk, std::string_view label, std::span<const uint8_t> context) {
  std::vector<uint8_t> info(label.begin(), label.end());
  info.insert(info.end(), context.begin(), context.end());
  info.push_back(1);
  Secret out;
  unsigned length = 0;
  if (HMAC(EVP_sha256(), prk.bytes().data(), static_cast<int>(kSecretBytes), info.data(),
           info.size(), out.writable().data(), &length) == nullptr ||
      length != kSecretBytes) {
    throw CryptoFailure("HMAC-SHA256 failed");
  }
  return out;
}

}  // namespace

Secret derive_audience_key(const Secret& master, std::string_view audience) {
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  if (EVP_Digest(audience.data(), audience.size(), digest.data(), nullptr, EVP_sha256(), nullptr) !=
      1) {
    throw CryptoFailure("SHA-256 failed");
  }
  return expand(master, "warifu/1 audience", digest);
}

Secret derive_host_key(const Secret& audience_key, const Address& source) {
  return expand(audience_key, "warifu/1 host", source);
}

Secret derive_epoch_key(const Secret& host_key, Purpose purpose, uint64_t epoch) {
  std::array<uint8_t, 8> big_endian{};
  for (size_t i = 0; i < big_endian.size(); ++i) {
    big_endian[i] = static_cast<uint8_t>(epoch >> (56 - 8 * i));
  }
  return expand(host_key, purpose == Purpose::kClaim ? "warifu/1 claim" : "warifu/1 proof",
                big_endian);
}

std::string fingerprint(const Secret& key) {
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr size_t kShown = 8;
  const Secret full = expand(key, "warifu/1 fingerprint", {});
  std::string text;
  for (const uint8_t byte : full.bytes().first<kShown>()) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace warifu::wire
