// SPDX-License-Identifier: MIT
// What the module takes from an operator, and what it tells at which place.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <catch2/catch.hpp>

#include "tests/unit/module/opened.h"
#include "tests/unit/stns/installed.h"

using namespace stns_test;

namespace {

// A new key and a certificate of its own for it, in PEM.
struct Identity {
  std::string key, certificate;

  explicit Identity(const char* passphrase = nullptr) {
    EVP_PKEY* const pair = EVP_EC_gen("P-256");
    X509* const made = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, pair);
    X509_NAME* const name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(made, name);
    REQUIRE(X509_sign(made, pair, EVP_sha256()) > 0);
    key = written([&](BIO* bio) {
      const auto* const cipher = passphrase ? EVP_aes_256_cbc() : nullptr;
      const auto* const bytes = reinterpret_cast<const unsigned char*>(passphrase);
      return PEM_write_bio_PrivateKey(bio, pair, cipher, bytes,
                                      passphrase ? static_cast<int>(strlen(passphrase)) : 0,
                                      nullptr, nullptr);
    });
    certificate = written([&](BIO* bio) { return PEM_write_bio_X509(bio, made); });
    X509_free(made);
    EVP_PKEY_free(pair);
  }

  template <typename Write>
  static std::string written(const Write& write) {
    BIO* const bio = BIO_new(BIO_s_mem());
    REQUIRE(write(bio) == 1);
    char* bytes = nullptr;
    const auto length = static_cast<size_t>(BIO_get_mem_data(bio, &bytes));
    std::string text(bytes, length);
    BIO_free(bio);
    return text;
  }
};

// The first thing that was told, after the stack's name; the options do not load unless it is a
// warning or nothing.
std::string told(Installed& installed, const std::string& options) {
  const auto instance = installed.open(options);
  const std::string all = installed.told();
  CAPTURE(all);
  CHECK((instance != nullptr) == (all.find(": warning: ") != std::string::npos || all.empty()));
  if (all.empty()) return "";
  REQUIRE(all.starts_with(module_test::kStack));
  return all.substr(module_test::kStack.size(), all.find('\n') - module_test::kStack.size());
}

std::string told(const std::string& options) {
  Installed installed;
  return told(installed, options);
}

}  // namespace

TEST_CASE("without any option the module loads, as libnss_stns does", "[options]") {
  CHECK(told("").empty());
}

TEST_CASE("all that libnss_stns can be told can be told here", "[options]") {
  Installed installed;
  const Identity identity;
  const std::string key = installed.write("key", identity.key);
  const std::string certificate = installed.write("cert", identity.certificate, 0644);
  CHECK(told(installed,
             "api_endpoint = \"https://stns.example:1104/v1/\"\nauth_token = \"x\"\nssl_verify = "
             "true\n"
             "http_headers = { X-Tenant = \"a\", X-Empty = \"\" }\n"
             "http_proxy = \"http://u:p@proxy.example:3128\"\n"
             "request_timeout = \"3s\"\nrequest_retry = 0\nrequest_locktime = \"60s\"\n"
             "cache_ttl = \"600s\"\nnegative_cache_ttl = \"10s\"\nuid_shift = 2000\n"
             "gid_shift = -2000\ncached.enable = false\ncached.unix_socket = \"/run/c.sock\"\n"
             "tls.key = \"" +
                 key + "\"\ntls.cert = \"" + certificate + "\"\ntls.ca = \"" + certificate + "\"\n")
            .empty());
}

TEST_CASE("mistakes are told at their place, with a remedy", "[options]") {
  const auto [options, message] = GENERATE(table<std::string, std::string>({
      {"api_endpoint = \"ftp://a/v1\"",
       ":1:16: api_endpoint is neither http nor https; write it as"},
      {"api_endpoint = \"stns.example/v1\"", ":1:16: api_endpoint is no URL"},
      {"api_endpoint = \"\"", ":1:16: api_endpoint is no URL"},
      {"api_endpoint = \"http://a b/\"", ":1:16: api_endpoint is no URL"},
      {"api_endpoint = \"http://a/\\r\\nX: y\"", ":1:16: api_endpoint is no URL"},
      {"api_endpoint = \"https://u:p@a/v1\"", ":1:16: api_endpoint has a user or password in it; "},
      {"api_endpoint = \"https://a/v1?x=1\"", ":1:16: api_endpoint has a query or a fragment"},
      {"api_endpoint = \"https://a/v1#x\"", ":1:16: api_endpoint has a query or a fragment"},
      {"auth_token = \"a b\"", ":1:14: holds no token"},
      {"auth_token = \"a\\r\\nX: y\"", ":1:14: holds no token"},
      {"auth_token = \"\"", ":1:14: holds no token"},
      {"auth_token = \"x\"\nuser = \"u\"", ":2:8: there are a token and a user"},
      {"password = \"x\"", ":1:12: there is a password and no user; give \"user\" as well"},
      {"user = \"a:b\"\npassword = \"x\"", ":1:8: user is empty, or has a colon"},
      {"user = \"a\"\npassword = \"x\\ny\"", ":2:12: the password has a control character"},
      {"tls.key = \"/nowhere\"", ":1:11: there is tls.key and no tls.cert; give both"},
      {"tls.cert = \"/nowhere\"", ":1:12: there is tls.cert and no tls.key; give both"},
      {"tls.ca = \"/nowhere/ca.pem\"", ":1:10: /nowhere"},
      {"http_proxy = \"gopher://p\"", ":1:14: http_proxy is of a kind that is not known"},
      {"http_proxy = \"http://p/path\"", ":1:14: http_proxy has more than a host and a port"},
      {"http_proxy = \"a b\"", ":1:14: http_proxy is no URL"},
      {"http_headers = { \"X Y\" = \"a\" }", ":1:16: http_headers has a name that no header has"},
      {"http_headers = { \"X:\" = \"a\" }", ":1:16: http_headers has a name that no header has"},
      {"http_headers = { \"\" = \"a\" }", ":1:16: http_headers has a name that no header has"},
      {"http_headers = { X = \"a\\r\\nY: b\" }",
       ":1:16: http_headers has a control character in the value of \"X\""},
      {"http_headers = { HOST = \"a\" }",
       ":1:16: http_headers has \"HOST\", which is the client's"},
      {"http_headers = { Accept-Encoding = \"gzip\" }", ":1:16: http_headers has"},
      {"http_headers = { Content-Length = \"1\" }", ":1:16: http_headers has"},
      {"auth_token = \"x\"\nhttp_headers = { authorization = \"a\" }",
       ":2:16: http_headers has \"authorization\", beside a token or user"},
      {"request_timeout = \"0s\"", ":1:19: option \"request_timeout\" is out of range"},
      {"request_timeout = 10", ":1:19: option \"request_timeout\" must be a duration"},
      {"request_retry = -1", ":1:17: option \"request_retry\" is out of range"},
      {"uid_shift = 4294967296", ":1:13: option \"uid_shift\" is out of range"},
      {"auth_token_file = \"/nowhere/token\"", ":1:19: /nowhere"},
  }));
  CAPTURE(options);
  CHECK_THAT(told(options), Catch::StartsWith(message));
}

TEST_CASE("what weakens the connection is warned of, and loads", "[options]") {
  CHECK_THAT(told("api_endpoint = \"http://stns.example/v1\""),
             Catch::Contains("warning: the STNS server is asked over a network without TLS"));
  CHECK_THAT(told("api_endpoint = \"https://stns.example/v1\"\nssl_verify = false"),
             Catch::StartsWith(":2:14: warning: THE STNS SERVER IS NOT VERIFIED"));
  CHECK(told("api_endpoint = \"http://127.0.0.1/v1\"").empty());
  CHECK(told("api_endpoint = \"http://[::1]:1104/v1\"").empty());
  CHECK(told("api_endpoint = \"http://stns.example/v1\"\ncached.enable = true").empty());
}

TEST_CASE("names that look like this host are not taken for it", "[options]") {
  for (const char* const host : {"localhost.example", "127.example", "127.0.0.1.example"}) {
    CAPTURE(host);
    CHECK_THAT(told("api_endpoint = \"http://" + std::string(host) + "/v1\""),
               Catch::Contains("warning: "));
  }
}

TEST_CASE("all mistakes are told at once", "[options]") {
  Installed installed;
  CHECK_FALSE(
      installed.open("api_endpoint = \"ftp://a\"\nauth_token = \"a b\"\nhttp_proxy = \"a b\"\n"
                     "tls.key = \"/k\"\nrequire_groups = [\"7\"]"));
  const std::string all = installed.told();
  for (const char* const place : {":1:16: ", ":2:14: ", ":3:14: ", ":4:11: ", ":5:18: "}) {
    CAPTURE(all, place);
    CHECK(all.find(place) != std::string::npos);
  }
}

TEST_CASE("secrets are better kept in files, which others may not read", "[options]") {
  Installed installed;
  const std::string path = installed.write("token", "s3cret\n");
  CHECK(told(installed, "auth_token_file = \"" + path + "\"").empty());
  installed.write("token", "s3cret\n", 0644);
  CHECK_THAT(told(installed, "auth_token_file = \"" + path + "\""),
             Catch::StartsWith(":1:19: /token"));
}

TEST_CASE("a file without a secret, and a secret given twice, are mistakes", "[options]") {
  Installed installed;
  const std::string empty = installed.write("empty", "\n");
  CHECK_THAT(told(installed, "auth_token_file = \"" + empty + "\""),
             Catch::StartsWith(":1:19: the file is empty"));
  Installed other;
  const std::string path = other.write("password", "x");
  CHECK_THAT(told(other, "user = \"u\"\npassword = \"x\"\npassword_file = \"" + path + "\""),
             Catch::StartsWith(":3:17: the same secret is given twice"));
}

TEST_CASE("no mistake repeats a secret", "[options]") {
  Installed installed;
  CHECK_FALSE(installed.open(
      "user = \"u\"\npassword = \"s3cret\\n\"\nhttp_headers = { X = \"s3cret\\n\" }\n"
      "http_proxy = \"http://u:s3cret@p/path\""));
  CHECK_FALSE(installed.open("auth_token = \"s3cret x\""));
  CHECK_THAT(installed.told(), !Catch::Contains("s3cret"));
}

TEST_CASE("TLS files are judged when the stack is loaded", "[options]") {
  Installed installed;
  const Identity one;
  const Identity other;
  const Identity locked("passphrase");
  const std::string certificate = installed.write("cert", one.certificate, 0644);
  const auto with_key = [&](const std::string& key, unsigned mode = 0600) {
    Installed fresh;
    return told(fresh, "tls.cert = \"" + fresh.write("cert", one.certificate, 0644) +
                           "\"\ntls.key = \"" + fresh.write("key", key, mode) + "\"");
  };
  CHECK(with_key(one.key).empty());
  CHECK_THAT(with_key(other.key), Catch::StartsWith(":2:11: the key does not belong to"));
  CHECK_THAT(with_key(locked.key), Catch::StartsWith(":2:11: the file holds no private key"));
  CHECK_THAT(with_key("nothing"), Catch::StartsWith(":2:11: the file holds no private key"));
  CHECK_THAT(with_key(one.key, 0644), Catch::StartsWith(":2:11: /key"));
  CHECK_THAT(told(installed, "tls.ca = \"" + installed.write("ca", "nothing", 0644) + "\""),
             Catch::StartsWith(":1:10: the file holds no certificate"));
}
