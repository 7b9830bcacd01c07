// SPDX-License-Identifier: MIT
// What one login costs a server that checks signatures: warifu_verify() on an accepted socket, from
// reading the owner to the line in the log, with hmac_owner as its stack.
//
//     bench_login RUNTIME_DIR KEYRING PORT SOURCE REQUIRE
//
// An agent stamps connections to PORT of 127.0.0.1, and records them in RUNTIME_DIR. SOURCE:
// "saved-syn" or "record"; REQUIRE: "claim" or "proof". Each connection is verified once. Prints
// one object of JSON: medians of many short batches, CPU time of the thread in nanoseconds, of the
// whole, of reading the owner alone, and of the log's write(2) alone.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/bench_engine.h"
#include "tests/bench/loopback.h"

namespace {

using namespace warifu;
using namespace warifu::bench;

constexpr size_t kBatch = 32;
constexpr int kBatches = 30;
constexpr size_t kRecordLength = 460;

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Settings {
  std::string runtime_dir, keyring, source, require;
  uint16_t port = 0;

  [[nodiscard]] std::string stack() const {
    return "[owner]\nsources = [\"" + source +
           "\"]\n\n[[verify]]\nmodule = \"hmac_owner\"\ncontrol = \"required\"\noptions = { "
           "keyring = \"" +
           keyring + "\", require = \"" + require + "\", replay_dir = \"" + BenchEngine::kFolder +
           "/replay\" }\n";
  }
};

class Login {
 public:
  explicit Login(const Settings& settings)
      : engine_(settings.stack(), settings.runtime_dir),
        listener_(settings.port, true),
        log_(open(engine_.log_path().c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)) {}

  void verify(int fd) {
    request_.fd = fd;
    if (warifu_verify(engine_.get(), &request_, engine_.decision()) != WARIFU_PASSED) {
      throw std::runtime_error("a login was refused: " + why());
    }
  }

  void read_owner(int fd) {
    warifu_owner_handle* owner = nullptr;
    if (warifu_read_owner(engine_.get(), fd, &owner) != WARIFU_OK)
      throw std::runtime_error("an owner could not be read");
    warifu_owner_free(owner);
  }

  // A line as long as one of the log's, into the same file.
  void write_line() const {
    static const std::string kLine(kRecordLength, 'x');
    if (write(log_.get(), kLine.data(), kLine.size()) < 0) throw std::runtime_error("write");
  }

  // One batch of fresh connections, each given to `step`.
  double batch(const std::function<void(int)>& step) {
    engine_.empty_log();
    const Accepted connections(listener_, kBatch);
    const int64_t begin = thread_cpu_ns();
    for (const UniqueFd& each : connections.sockets())
      step(each.get());
    return static_cast<double>(thread_cpu_ns() - begin) / kBatch;
  }

 private:
  [[nodiscard]] std::string why() const {
    warifu_decision_info info{};
    info.size = sizeof info;
    return warifu_decision_describe(engine_.decision(), &info) == WARIFU_OK ? info.reason : "?";
  }

  BenchEngine engine_;
  Listener listener_;
  UniqueFd log_;
  warifu_request request_ = WARIFU_REQUEST_INIT;
};

int run(const Settings& settings) {
  Login login(settings);
  login.batch([&](int fd) { login.verify(fd); });
  std::vector<double> whole, reading, writing;
  for (int i = 0; i < kBatches; ++i) {
    whole.push_back(login.batch([&](int fd) { login.verify(fd); }));
    reading.push_back(login.batch([&](int fd) { login.read_owner(fd); }));
    writing.push_back(login.batch([&](int) { login.write_line(); }));
  }
  std::printf("{\"verify_ns\": %.0f, \"read_owner_ns\": %.0f, \"write_ns\": %.0f}\n",
              median_of(whole), median_of(reading), median_of(writing));
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 6) {
    std::fprintf(stderr, "usage: bench_login RUNTIME_DIR KEYRING PORT SOURCE REQUIRE\n");
    return 2;
  }
  return run({argv[1], argv[2], argv[4], argv[5], static_cast<uint16_t>(std::atoi(argv[3]))});
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_login: %s\n", error.what());
  return EXIT_FAILURE;
}
