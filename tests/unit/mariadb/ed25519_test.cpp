// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/ed25519.h"

#include <catch2/catch.hpp>

#include <openssl/evp.h>

#include <memory>
#include <string>

using namespace warifu::mariadb;

namespace {

using Nonce = std::array<unsigned char, kNonceLength>;
using PublicKey = std::array<unsigned char, kPublicKeyLength>;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

class Signer {
 public:
  explicit Signer(unsigned char seed) {
    std::array<unsigned char, 32> secret{};
    secret.fill(seed);
    key_.reset(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
    REQUIRE(key_);
  }

  [[nodiscard]] std::string public_key() const {
    PublicKey raw{};
    size_t length = raw.size();
    REQUIRE(EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &length) == 1);
    return {raw.begin(), raw.end()};
  }

  [[nodiscard]] std::string sign(const Nonce& nonce) const {
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    std::string out(64, '\0');
    size_t length = out.size();
    REQUIRE(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
    REQUIRE(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                           nonce.data(), nonce.size()) == 1);
    return out;
  }

 private:
  std::unique_ptr<EVP_PKEY, Free> key_;
};

}  // namespace

TEST_CASE("the owner of the key signs what was drawn, and nobody else") {
  const Signer signer(1);
  Nonce nonce{};
  REQUIRE(make_nonce(nonce));
  CHECK(proves_ed25519(signer.sign(nonce), nonce, signer.public_key()));
  CHECK_FALSE(proves_ed25519(Signer(2).sign(nonce), nonce, signer.public_key()));
  Nonce other{};
  REQUIRE(make_nonce(other));
  CHECK(other != nonce);
  CHECK_FALSE(proves_ed25519(signer.sign(other), nonce, signer.public_key()));
}

TEST_CASE("what has another length is no signature, and no key") {
  const Signer signer(1);
  const Nonce nonce{};
  const std::string good = signer.sign(nonce);
  CHECK_FALSE(proves_ed25519("", nonce, signer.public_key()));
  CHECK_FALSE(proves_ed25519(good.substr(1), nonce, signer.public_key()));
  CHECK_FALSE(proves_ed25519(good + "x", nonce, signer.public_key()));
  CHECK_FALSE(proves_ed25519(good, nonce, ""));
  CHECK_FALSE(proves_ed25519(good, nonce, signer.public_key().substr(1)));
}

TEST_CASE("a public key is 43 letters of base64") {
  PublicKey key{};
  // What the server's own function makes of "secret".
  const std::string good = "6aW9C7ENlasUfymtfMvMZZtnkCVlcb1ssxOLJ0kj/AA";
  CHECK(parse_public_key(good, key));
  CHECK(key.front() == 0xe9);
  CHECK(key.back() == 0x00);
  for (const std::string& bad : {good.substr(1), good + "=", good + "A", " " + good.substr(1),
                                 "=" + good.substr(1), "\n" + good.substr(1), std::string()}) {
    CHECK_FALSE(parse_public_key(bad, key));
  }
}
