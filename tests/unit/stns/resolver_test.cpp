// SPDX-License-Identifier: MIT
// A resolver that does not answer. This program's own getaddrinfo(3) stands before the system's.
#include <dlfcn.h>
#include <netdb.h>
#include <signal.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <cstring>
#include <mutex>

#include "modules/stns/http_client.h"

namespace {

// Whoever looks up "hang.test" waits until the test lets it go.
class Resolver {
 public:
  void look_up() {
    std::unique_lock lock(mutex_);
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    blocks_signals_ = sigismember(&blocked, SIGTERM) == 1 && sigismember(&blocked, SIGALRM) == 1;
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_; });
    --waiting_;
    changed_.notify_all();
  }
  void release() {
    std::unique_lock lock(mutex_);
    released_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return waiting_ == 0; });
  }
  void wait_for_question() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ > 0; });
  }
  [[nodiscard]] bool blocks_signals() const { return blocks_signals_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool released_ = false;
  std::atomic<bool> blocks_signals_ = false;
};

// The resolver's thread may outlive the request, and the test.
Resolver& resolver() {
  static auto* const kept = new Resolver;
  return *kept;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name,
                                                                  const char* service,
                                                                  const addrinfo* hints,
                                                                  addrinfo** result) {
  if (name && std::strcmp(name, "hang.test") == 0) {
    resolver().look_up();
    return EAI_AGAIN;
  }
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto kSystems = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return kSystems(name, service, hints, result);
}

TEST_CASE("a name that nobody resolves does not outlast the deadline", "[resolver]") {
  stns::Connection connection;
  connection.base = "http://hang.test:1104/v1";
  connection.timeout = 60'000'000;
  {
    stns::HttpClient http(connection);
    http.process_start();
    http.begin_verify();
    const auto response = http.get("users", "id", "7", 200'000);
    CHECK(response.end == stns::Response::End::kTransport);
    // Still being looked up: the request did not wait for it, nor will the client's end.
    resolver().wait_for_question();
  }
  CHECK(resolver().blocks_signals());
  resolver().release();
}
