// SPDX-License-Identifier: MIT
#include "modules/stns/tls_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <new>

namespace stns {
namespace {

struct BioEnd {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct CertificateEnd {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct KeyEnd {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, CertificateEnd>;

// What OpenSSL left behind would be taken for the next one's.
class ErrorQueue {
 public:
  ErrorQueue() { ERR_set_mark(); }
  ~ErrorQueue() { ERR_pop_to_mark(); }
  ErrorQueue(const ErrorQueue&) = delete;
  ErrorQueue& operator=(const ErrorQueue&) = delete;
};

// Without it OpenSSL would ask on the terminal.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

std::unique_ptr<BIO, BioEnd> reading(std::string_view pem) {
  // OpenSSL refuses a null pointer, which an empty file may come as.
  const char* const bytes = pem.empty() ? "" : pem.data();
  std::unique_ptr<BIO, BioEnd> bio(BIO_new_mem_buf(bytes, static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  return bio;
}

Certificate first_certificate(std::string_view pem) {
  return Certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, no_passphrase, nullptr));
}

}  // namespace

std::optional<Mistake> check_certificate(std::string_view pem) {
  const ErrorQueue errors;
  if (first_certificate(pem)) return std::nullopt;
  return Mistake{"the file holds no certificate", "give a certificate in PEM"};
}

std::optional<Mistake> check_authorities(std::string_view pem) {
  const ErrorQueue errors;
  if (first_certificate(pem)) return std::nullopt;
  return Mistake{"the file holds no certificate",
                 "give the certificates of the authorities that sign the server's, in PEM"};
}

std::optional<Mistake> check_key(std::string_view pem, std::string_view certificate_pem) {
  const ErrorQueue errors;
  const std::unique_ptr<EVP_PKEY, KeyEnd> key(
      PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, no_passphrase, nullptr));
  if (!key) {
    return Mistake{"the file holds no private key that can be read",
                   "give a key in PEM, without a passphrase"};
  }
  const Certificate certificate = first_certificate(certificate_pem);
  if (certificate && X509_check_private_key(certificate.get(), key.get()) != 1) {
    return Mistake{"the key does not belong to the certificate in tls.cert",
                   "give the two that were made together"};
  }
  return std::nullopt;
}

}  // namespace stns
