// SPDX-License-Identifier: MIT
// A mutual TLS 1.3 handshake in memory, CPU time of both sides together and of the server alone.
//
//     bench_tls
//
// Nothing but the handshake is there: no socket, no system call. Each side has a certificate of
// an authority that both know, with a key of the kind named (ECDSA P-256 or RSA 2048); nothing
// is resumed. What a handshake needs of its own, the two SSL objects, is made and freed in it.
// Prints one object of JSON: the medians in nanoseconds by kind of key.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include "tests/bench/loopback.h"
#include "tests/bench/tls_contexts.h"

namespace {

using namespace warifu::bench;

constexpr int kHandshakes = 200;

struct Spent {
  double both = 0, server = 0;
};

using Ssl = std::unique_ptr<SSL, Deleter<SSL_free>>;

Ssl one_side(SSL_CTX* context) {
  Ssl ssl(SSL_new(context));
  require(ssl != nullptr, "SSL_new");
  return ssl;
}

// Both sides' output is the other's input.
void join(SSL* client, SSL* server) {
  BIO* near = nullptr;
  BIO* far = nullptr;
  require(BIO_new_bio_pair(&near, 0, &far, 0) == 1, "BIO_new_bio_pair");
  SSL_set_bio(client, near, near);
  SSL_set_bio(server, far, far);
}

void step(SSL* ssl) {
  const int done = SSL_do_handshake(ssl);
  if (done == 1) return;
  const int why = SSL_get_error(ssl, done);
  require(why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE, "SSL_do_handshake");
}

Spent handshake(const Contexts& contexts) {
  const int64_t begin = thread_cpu_ns();
  Ssl client = one_side(contexts.client());
  int64_t mark = thread_cpu_ns();
  Ssl server = one_side(contexts.server());
  int64_t of_server = thread_cpu_ns() - mark;
  join(client.get(), server.get());
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  while (SSL_is_init_finished(client.get()) == 0 || SSL_is_init_finished(server.get()) == 0) {
    step(client.get());
    mark = thread_cpu_ns();
    step(server.get());
    of_server += thread_cpu_ns() - mark;
  }
  require(SSL_get_verify_result(server.get()) == X509_V_OK, "the client's certificate");
  require(SSL_session_reused(server.get()) == 0, "a handshake that is not resumed");
  client.reset();
  mark = thread_cpu_ns();
  server.reset();
  const int64_t end = thread_cpu_ns();
  return {static_cast<double>(end - begin), static_cast<double>(of_server + end - mark)};
}

double median_of(std::vector<Spent>& all, double Spent::*member) {
  std::sort(all.begin(), all.end(),
            [&](const Spent& a, const Spent& b) { return a.*member < b.*member; });
  return all[all.size() / 2].*member;
}

void print(const char* name, KeyKind kind) {
  const Contexts contexts(kind);
  handshake(contexts);
  std::vector<Spent> all;
  for (int i = 0; i < kHandshakes; ++i)
    all.push_back(handshake(contexts));
  std::printf("\"%s\": {\"both_ns\": %.0f, \"server_ns\": %.0f}", name,
              median_of(all, &Spent::both), median_of(all, &Spent::server));
}

}  // namespace

int main() try {
  std::printf("{");
  print("ecdsa", KeyKind::kEcdsaP256);
  std::printf(", ");
  print("rsa", KeyKind::kRsa2048);
  std::printf("}\n");
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_tls: %s\n", error.what());
  return EXIT_FAILURE;
}
