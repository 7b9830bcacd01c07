// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/ed25519.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <string>

namespace warifu::mariadb {
namespace {

constexpr size_t kSignatureLength = 64;

struct FreeHandle {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

bool make_nonce(std::array<unsigned char, kNonceLength>& nonce) {
  return RAND_bytes(nonce.data(), static_cast<int>(nonce.size())) == 1;
}

bool parse_public_key(std::string_view text, std::array<unsigned char, kPublicKeyLength>& key) {
  if (text.size() != kPublicKeyTextLength) return false;
  const bool is_base64 = std::all_of(text.begin(), text.end(), [](char each) {
    return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z') ||
           (each >= '0' && each <= '9') || each == '+' || each == '/';
  });
  if (!is_base64) return false;  // the decoder would pass over spaces
  const std::string padded = std::string(text) + "=";
  std::array<unsigned char, kPublicKeyLength + 1> decoded{};  // it counts the padding
  if (EVP_DecodeBlock(decoded.data(), bytes(padded), static_cast<int>(padded.size())) !=
      static_cast<int>(decoded.size())) {
    return false;
  }
  std::copy_n(decoded.begin(), key.size(), key.begin());
  return true;
}

bool proves_ed25519(std::string_view signature,
                    const std::array<unsigned char, kNonceLength>& nonce,
                    std::string_view public_key) {
  if (signature.size() != kSignatureLength || public_key.size() != kPublicKeyLength) return false;
  const std::unique_ptr<EVP_PKEY, FreeHandle> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(public_key), public_key.size()));
  const std::unique_ptr<EVP_MD_CTX, FreeHandle> context(EVP_MD_CTX_new());
  return key && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), nonce.data(),
                          nonce.size()) == 1;
}

}  // namespace warifu::mariadb
