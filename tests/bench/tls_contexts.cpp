// SPDX-License-Identifier: MIT
#include "tests/bench/tls_contexts.h"

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <string>

namespace warifu::bench {
namespace {

constexpr long kOneDay = 86400;
constexpr long kVersion3 = 2;

using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;

struct Identity {
  Key key;
  Certificate certificate;
};

Key make_key(KeyKind kind) {
  Key key(kind == KeyKind::kEcdsaP256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048));
  require(key != nullptr, "making a key");
  return key;
}

void set_name(X509_NAME* name, const char* text) {
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(text), -1, -1, 0) == 1,
          "X509_NAME_add_entry_by_txt");
}

void mark_as_authority(X509* certificate) {
  X509_EXTENSION* const made =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE");
  const std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>> extension(made);
  require(made != nullptr && X509_add_ext(certificate, made, -1) == 1, "X509_add_ext");
}

// `issuer` null: it signs itself, and others.
Identity make_identity(KeyKind kind, const char* name, long serial, const Identity* issuer) {
  Identity made{make_key(kind), Certificate(X509_new())};
  X509* const certificate = made.certificate.get();
  require(certificate != nullptr && X509_set_version(certificate, kVersion3) == 1 &&
              ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial) == 1 &&
              X509_gmtime_adj(X509_getm_notBefore(certificate), -kOneDay) != nullptr &&
              X509_gmtime_adj(X509_getm_notAfter(certificate), kOneDay) != nullptr &&
              X509_set_pubkey(certificate, made.key.get()) == 1,
          "making a certificate");
  set_name(X509_get_subject_name(certificate), name);
  const Identity& signer = issuer == nullptr ? made : *issuer;
  require(X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate.get())) == 1,
          "X509_set_issuer_name");
  if (issuer == nullptr) mark_as_authority(certificate);
  require(X509_sign(certificate, signer.key.get(), EVP_sha256()) != 0, "X509_sign");
  return made;
}

Context make_context(const SSL_METHOD* method, const Identity& own, const Identity& authority) {
  Context context(SSL_CTX_new(method));
  require(context != nullptr, "SSL_CTX_new");
  SSL_CTX* const made = context.get();
  require(SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION) == 1 &&
              SSL_CTX_use_certificate(made, own.certificate.get()) == 1 &&
              SSL_CTX_use_PrivateKey(made, own.key.get()) == 1 &&
              X509_STORE_add_cert(SSL_CTX_get_cert_store(made), authority.certificate.get()) == 1,
          "making an SSL_CTX");
  SSL_CTX_set_verify(made, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return context;
}

}  // namespace

void require(bool holds, const char* what) {
  if (holds) return;
  const unsigned long code = ERR_get_error();
  throw std::runtime_error(std::string(what) + ": " +
                           (code == 0 ? "failed" : ERR_error_string(code, nullptr)));
}

Contexts::Contexts(KeyKind kind) {
  const Identity authority = make_identity(kind, "authority", 1, nullptr);
  client_ =
      make_context(TLS_client_method(), make_identity(kind, "client", 2, &authority), authority);
  server_ =
      make_context(TLS_server_method(), make_identity(kind, "server", 3, &authority), authority);
}

}  // namespace warifu::bench
