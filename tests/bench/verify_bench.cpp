// SPDX-License-Identifier: MIT
// warifu_verify on accepted loopback sockets, beside the one system call it cannot do without.
//
//     bench_verify [--port=N] [Google Benchmark's options]
//
// The kernel hands a saved SYN out once, so connections are made in batches that are not
// measured, and each socket is read once. Times are CPU time per socket. With --port the
// connections go to that port, which an agent may stamp; `owner` is 1 where it did.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/bench_engine.h"
#include "tests/bench/loopback.h"

namespace {

using namespace warifu;
using namespace warifu::bench;

constexpr size_t kBatch = 64;
constexpr int kBatches = 20;
constexpr int kRepetitions = 5;

const Listener* listener = nullptr;

// One step per socket, all steps of a batch measured together.
template <typename Prepare, typename Step>
void measure(benchmark::State& state, Prepare prepare, Step step) {
  for (auto _ : state) {
    const Accepted batch(*listener, kBatch);
    const auto inputs = prepare(batch);
    const int64_t begin = thread_cpu_ns();
    for (const auto& input : inputs)
      step(input);
    const int64_t spent = thread_cpu_ns() - begin;
    state.SetIterationTime(static_cast<double>(spent) / 1e9 / kBatch);
  }
}

std::vector<int> descriptors(const Accepted& batch) {
  std::vector<int> out;
  for (const UniqueFd& each : batch.sockets())
    out.push_back(each.get());
  return out;
}

class Owner {
 public:
  Owner(warifu_engine* engine, int fd) {
    if (warifu_read_owner(engine, fd, &handle_) != WARIFU_OK) handle_ = nullptr;
  }
  Owner(Owner&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  Owner& operator=(Owner&&) = delete;
  ~Owner() { warifu_owner_free(handle_); }
  [[nodiscard]] const warifu_owner_handle* get() const { return handle_; }

 private:
  warifu_owner_handle* handle_ = nullptr;
};

std::vector<Owner> read_owners(const BenchEngine& engine, const Accepted& batch) {
  std::vector<Owner> out;
  for (const UniqueFd& each : batch.sockets())
    out.emplace_back(engine.get(), each.get());
  return out;
}

warifu_request as_shop() {
  warifu_request request = WARIFU_REQUEST_INIT;
  request.account = "shop";
  return request;
}

void tell_owner(benchmark::State& state, const BenchEngine& engine) {
  warifu_decision_info info{};
  info.size = sizeof info;
  const bool told = warifu_decision_describe(engine.decision(), &info) == WARIFU_OK;
  state.counters["owner"] = told && info.owner.has_uid != 0 ? 1 : 0;
  state.counters["passed"] = told && info.verdict == WARIFU_PASSED ? 1 : 0;
}

std::string entry(const std::string& module, const std::string& options = "") {
  return "[[verify]]\nmodule = \"" + module + "\"\ncontrol = \"required\"\n" + options + "\n";
}

std::string own_uid() {
  return entry("uid_allowlist", "options = { uids = [" + std::to_string(getuid()) + "] }");
}

void getsockopt_saved_syn(benchmark::State& state) {
  measure(state, descriptors, [](int fd) {
    uint8_t bytes[2048];
    socklen_t length = sizeof bytes;
    benchmark::DoNotOptimize(getsockopt(fd, IPPROTO_TCP, TCP_SAVED_SYN, bytes, &length));
  });
}

// What the log costs a verify whatever the library does: one write(2) of a record's length.
void write_record(benchmark::State& state) {
  const BenchEngine engine(own_uid());
  const UniqueFd file(open(engine.log_path().c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  const std::string record(460, 'x');
  const auto fresh = [&](const Accepted& batch) {
    engine.empty_log();
    return descriptors(batch);
  };
  measure(state, fresh,
          [&](int) { benchmark::DoNotOptimize(write(file.get(), record.data(), record.size())); });
}

// Owner read included, as a server does that accepts and verifies on one thread.
void verify_uid_allowlist(benchmark::State& state) {
  const BenchEngine engine(own_uid());
  warifu_request request = as_shop();
  const auto fresh = [&](const Accepted& batch) {
    engine.empty_log();
    return descriptors(batch);
  };
  measure(state, fresh, [&](int fd) {
    request.fd = fd;
    benchmark::DoNotOptimize(warifu_verify(engine.get(), &request, engine.decision()));
  });
  tell_owner(state, engine);
}

// What is left when the owner was read before: the walk and the log.
void verify_owner_handle(benchmark::State& state, const std::string& entries) {
  const BenchEngine engine(entries);
  warifu_request request = as_shop();
  const auto owners = [&](const Accepted& batch) {
    engine.empty_log();
    return read_owners(engine, batch);
  };
  measure(state, owners, [&](const Owner& owner) {
    request.owner = owner.get();
    benchmark::DoNotOptimize(warifu_verify(engine.get(), &request, engine.decision()));
  });
  tell_owner(state, engine);
}

void verify_uid_allowlist_owner_read_before(benchmark::State& state) {
  verify_owner_handle(state, own_uid());
}

void verify_three_permits_owner_read_before(benchmark::State& state) {
  verify_owner_handle(state, entry("permit") + entry("permit") + entry("permit"));
}

void settings(benchmark::internal::Benchmark* each) {
  each->UseManualTime()->Iterations(kBatches)->Repetitions(kRepetitions);
}

BENCHMARK(getsockopt_saved_syn)->Apply(settings);
BENCHMARK(write_record)->Apply(settings);
BENCHMARK(verify_uid_allowlist)->Apply(settings);
BENCHMARK(verify_uid_allowlist_owner_read_before)->Apply(settings);
BENCHMARK(verify_three_permits_owner_read_before)->Apply(settings);

uint16_t take_port(int& argc, char** argv) {
  constexpr const char kOption[] = "--port=";
  if (argc < 2 || std::strncmp(argv[1], kOption, sizeof kOption - 1) != 0) return 0;
  const auto port = static_cast<uint16_t>(std::atoi(argv[1] + sizeof kOption - 1));
  std::rotate(argv + 1, argv + 2, argv + argc);
  --argc;
  return port;
}

}  // namespace

int main(int argc, char** argv) try {
  const Listener here(take_port(argc, argv), true);
  listener = &here;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_verify: %s\n", error.what());
  return EXIT_FAILURE;
}
