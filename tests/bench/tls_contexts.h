// SPDX-License-Identifier: MIT
// Both ends of mutual TLS 1.3: an authority, and for each end a certificate of its own, made in
// memory when this is made.
#pragma once

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace warifu::bench {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;

enum class KeyKind { kEcdsaP256, kRsa2048 };

// Throws std::runtime_error with what OpenSSL says.
void require(bool holds, const char* what);

class Contexts {
 public:
  // Throws std::runtime_error.
  explicit Contexts(KeyKind kind);
  [[nodiscard]] SSL_CTX* client() const { return client_.get(); }
  [[nodiscard]] SSL_CTX* server() const { return server_.get(); }

 private:
  Context client_;
  Context server_;  // demands a certificate
};

}  // namespace warifu::bench
