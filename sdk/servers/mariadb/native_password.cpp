// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/native_password.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

namespace warifu::mariadb {
namespace {

using Sha1 = std::array<unsigned char, kHashLength>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// A digest of a secret, which is wiped.
struct Secret {
  Sha1 bytes{};
  Secret() = default;
  ~Secret() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
};

std::string_view view(const Sha1& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Of both, one after the other.
bool sha1(std::string_view first, std::string_view second, Sha1& out) {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  return context && EVP_DigestInit_ex(context.get(), EVP_sha1(), nullptr) == 1 &&
         EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
         EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
         EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1;
}

int digit(char each) {
  if (each >= '0' && each <= '9') return each - '0';
  if (each >= 'A' && each <= 'F') return each - 'A' + 10;
  if (each >= 'a' && each <= 'f') return each - 'a' + 10;
  return -1;
}

}  // namespace

// Printable bytes, as the server's own scrambles are: clients take it for a text that ends with
// NUL.
bool make_scramble(std::array<unsigned char, kScrambleLength + 1>& scramble) {
  constexpr unsigned kFirst = '!', kKinds = '~' - '!' + 1, kFair = 256 - 256 % kKinds;
  for (size_t at = 0; at < kScrambleLength;) {
    unsigned char byte = 0;
    if (RAND_bytes(&byte, 1) != 1) return false;
    if (byte < kFair) scramble[at++] = static_cast<unsigned char>(kFirst + byte % kKinds);
  }
  scramble[kScrambleLength] = 0;
  return true;
}

bool hash_native(std::string_view password, std::array<char, kHashTextLength>& hash) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  Secret once;
  Sha1 twice{};
  if (!sha1(password, "", once.bytes) || !sha1(view(once.bytes), "", twice)) return false;
  hash[0] = '*';
  for (size_t i = 0; i < twice.size(); ++i) {
    hash[1 + 2 * i] = kDigits[twice[i] >> 4];
    hash[2 + 2 * i] = kDigits[twice[i] & 15];
  }
  return true;
}

bool parse_native_hash(std::string_view text, Sha1& hash) {
  if (text.size() != kHashTextLength || text[0] != '*') return false;
  for (size_t i = 0; i < hash.size(); ++i) {
    const int high = digit(text[1 + 2 * i]), low = digit(text[2 + 2 * i]);
    if (high < 0 || low < 0) return false;
    hash[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return true;
}

bool proves_native(std::string_view reply,
                   const std::array<unsigned char, kScrambleLength + 1>& scramble,
                   std::string_view hash) {
  if (reply.size() != kHashLength || hash.size() != kHashLength) return false;
  const std::string_view sent(reinterpret_cast<const char*>(scramble.data()), kScrambleLength);
  Secret mask, once;
  Sha1 twice{};
  if (!sha1(sent, hash, mask.bytes)) return false;
  for (size_t i = 0; i < kHashLength; ++i)
    once.bytes[i] = static_cast<unsigned char>(reply[i]) ^ mask.bytes[i];
  if (!sha1(view(once.bytes), "", twice)) return false;
  return CRYPTO_memcmp(twice.data(), hash.data(), kHashLength) == 0;
}

}  // namespace warifu::mariadb
