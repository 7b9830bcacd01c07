// SPDX-License-Identifier: MIT
// connect + accept + close over loopback, to several ports in turn within one run.
//
//     bench_connect PORT...
//
// Prints one list of JSON: for each port the CPU time of one connection in nanoseconds, as the
// median and the least of many short batches, and how long the warifu option in its SYN is (0:
// there is none). Pinned to one CPU, so that what the kernel does for the other side is done
// here and counted.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <vector>

#include "kernel/wire/option_parser.h"
#include "kernel/wire/syn_headers.h"
#include "tests/bench/loopback.h"

namespace {

using namespace warifu;
using namespace warifu::bench;

constexpr size_t kBatches = 100;
constexpr int kConnections = 40;  // a batch: a few ms, less than what a scheduler gives at once

// 0: the SYN has no warifu option.
size_t option_length(uint16_t port) {
  const Listener listener(port, true);
  const Accepted one(listener, 1);
  std::array<uint8_t, 512> syn{};
  socklen_t length = syn.size();
  const int fd = one.sockets().front().get();
  if (getsockopt(fd, IPPROTO_TCP, TCP_SAVED_SYN, syn.data(), &length) != 0) return 0;
  const auto headers = wire::read_syn_headers({syn.data(), length});
  if (!headers) return 0;
  const auto option = wire::parse_options(headers->options, wire::Segment::kSyn, {});
  return option && option->has_value() ? (*option)->bytes.size() : 0;
}

void connect_accept_close(const Listener& listener) {
  UniqueFd client = listener.connect();
  const UniqueFd server = listener.accept();
  reset_on_close(client.get());
  client.reset();
}

class Series {
 public:
  explicit Series(uint16_t port) : option_length_(option_length(port)), listener_(port, false) {}

  void run_batch() {
    const int64_t begin = thread_cpu_ns();
    for (int i = 0; i < kConnections; ++i)
      connect_accept_close(listener_);
    batches_.push_back(static_cast<double>(thread_cpu_ns() - begin) / kConnections);
  }

  void print() {
    std::sort(batches_.begin(), batches_.end());
    std::printf("{\"option_length\": %zu, \"median_ns\": %.1f, \"least_ns\": %.1f}", option_length_,
                batches_[batches_.size() / 2], batches_.front());
  }

 private:
  size_t option_length_;
  Listener listener_;
  std::vector<double> batches_;
};

void stay_on_one_cpu() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<size_t>(sched_getcpu()), &one);
  (void)sched_setaffinity(0, sizeof one, &one);
}

int run(const std::vector<uint16_t>& ports) {
  stay_on_one_cpu();
  std::vector<std::unique_ptr<Series>> series;
  series.reserve(ports.size());
  for (const uint16_t port : ports)
    series.push_back(std::make_unique<Series>(port));
  for (size_t i = 0; i < kBatches; ++i) {
    // None always comes first.
    for (size_t each = 0; each < series.size(); ++each)
      series[(i + each) % series.size()]->run_batch();
  }
  for (size_t each = 0; each < series.size(); ++each) {
    std::printf(each == 0 ? "[" : ", ");
    series[each]->print();
  }
  std::printf("]\n");
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_connect PORT...\n");
    return 2;
  }
  std::vector<uint16_t> ports;
  for (int i = 1; i < argc; ++i)
    ports.push_back(static_cast<uint16_t>(std::atoi(argv[i])));
  return run(ports);
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_connect: %s\n", error.what());
  return EXIT_FAILURE;
}
