// SPDX-License-Identifier: MIT
#include "kernel/wire/mac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "kernel/wire/key_derivation.h"

namespace warifu::wire {
namespace {

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
};

EVP_MAC_CTX* begin(const Secret& key) {
  const std::unique_ptr<EVP_MAC, FreeMac> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  EVP_MAC_CTX* const context = hmac ? EVP_MAC_CTX_new(hmac.get()) : nullptr;
  if (context == nullptr) throw CryptoFailure("HMAC is not available");
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_END};
  if (EVP_MAC_init(context, key.bytes().data(), kSecretBytes, parameters) == 1) return context;
  EVP_MAC_CTX_free(context);
  throw CryptoFailure("HMAC-SHA256 failed");
}

}  // namespace

MacKey::MacKey(const Secret& epoch_key) : begun_(begin(epoch_key)) {}

Digest MacKey::mac(const warifu_mac_message& message) const {
  Digest out{};
  size_t length = 0;
  const std::unique_ptr<EVP_MAC_CTX, Free> context(EVP_MAC_CTX_dup(begun_.get()));
  if (!context ||
      EVP_MAC_update(context.get(), reinterpret_cast<const uint8_t*>(&message), sizeof message) !=
          1 ||
      EVP_MAC_final(context.get(), out.data(), &length, out.size()) != 1 || length != out.size()) {
    throw CryptoFailure("HMAC-SHA256 failed");
  }
  return out;
}

bool mac_matches(const Digest& expected, std::span<const uint8_t> mac) {
  return !mac.empty() && mac.size() <= expected.size() &&
         CRYPTO_memcmp(expected.data(), mac.data(), mac.size()) == 0;
}

}  // namespace warifu::wire
