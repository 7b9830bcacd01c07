// SPDX-License-Identifier: MIT
// Any bytes as what a client of MariaDB answers, and as what the server has stored for an account.
#include <openssl/sha.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "sdk/servers/mariadb/ed25519.h"
#include "sdk/servers/mariadb/native_password.h"

namespace {

using namespace warifu::mariadb;

void require(bool holds) {
  if (!holds) std::abort();
}

template <typename Bytes>
std::string_view view(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The reply that a client with this password makes (MariaDB, "Authentication plugin -
// mysql_native_password").
std::string reply_of(std::string_view password, std::string_view scramble) {
  std::array<unsigned char, kHashLength> once{}, twice{}, mask{};
  SHA1(reinterpret_cast<const unsigned char*>(password.data()), password.size(), once.data());
  SHA1(once.data(), once.size(), twice.data());
  const std::string both = std::string(scramble) + std::string(view(twice));
  SHA1(reinterpret_cast<const unsigned char*>(both.data()), both.size(), mask.data());
  for (size_t i = 0; i < mask.size(); ++i)
    mask[i] ^= once[i];
  return std::string(view(mask));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::array<unsigned char, kScrambleLength + 1> scramble{"01234567890123456789"};
  const std::array<unsigned char, kNonceLength> nonce{};

  // As a password: whoever knows it gets in, and who sends it as the answer does not.
  std::array<char, kHashTextLength> text{};
  std::array<unsigned char, kHashLength> hash{};
  require(hash_native(bytes, text) && parse_native_hash(view(text), hash));
  const std::string right = reply_of(bytes, view(scramble).substr(0, kScrambleLength));
  require(proves_native(right, scramble, view(hash)));
  require(!proves_native(bytes, scramble, view(hash)));
  require(!proves_native(right, scramble, bytes.substr(0, bytes.size() / 2)));

  // As what is stored, and as a signature.
  std::array<unsigned char, kPublicKeyLength> key{};
  if (parse_native_hash(bytes, hash)) require(!proves_native("", scramble, view(hash)));
  require(!parse_public_key(bytes, key) || bytes.size() == kPublicKeyTextLength);
  require(!proves_ed25519(bytes, nonce, view(key)) || size == 64);
  return 0;
}
