// SPDX-License-Identifier: MIT
// connect + accept + close over loopback, to two ports in turn within one run.
//
//     bench_connect PORT PORT
//
// Prints one object of JSON: for each port the CPU time of one connection in nanoseconds, as the
// median and the least of many short batches, and whether its SYN carries an owner. Pinned to
// one CPU, so that what the kernel does for the other side is done here and counted.
#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include "core/owner/evidence.h"
#include "tests/bench/loopback.h"

namespace {

using namespace warifu;
using namespace warifu::bench;

constexpr int kBatches = 100;
constexpr int kConnections = 40;  // a batch: a few ms, less than what a scheduler gives at once

bool is_stamped(uint16_t port) {
  const Listener listener(port, true);
  const Accepted one(listener, 1);
  return read_evidence(one.sockets().front().get(), OwnerConfig{}).raw.outcome ==
         WARIFU_OUTCOME_OWNER;
}

void connect_accept_close(const Listener& listener) {
  UniqueFd client = listener.connect();
  const UniqueFd server = listener.accept();
  reset_on_close(client.get());
  client.reset();
}

class Series {
 public:
  explicit Series(uint16_t port) : stamped_(is_stamped(port)), listener_(port, false) {}

  void run_batch() {
    const int64_t begin = thread_cpu_ns();
    for (int i = 0; i < kConnections; ++i)
      connect_accept_close(listener_);
    batches_.push_back(static_cast<double>(thread_cpu_ns() - begin) / kConnections);
  }

  void print() {
    std::sort(batches_.begin(), batches_.end());
    std::printf("{\"stamped\": %s, \"median_ns\": %.1f, \"least_ns\": %.1f}",
                stamped_ ? "true" : "false", batches_[batches_.size() / 2], batches_.front());
  }

 private:
  bool stamped_;
  Listener listener_;
  std::vector<double> batches_;
};

void stay_on_one_cpu() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<size_t>(sched_getcpu()), &one);
  (void)sched_setaffinity(0, sizeof one, &one);
}

int run(uint16_t first_port, uint16_t second_port) {
  stay_on_one_cpu();
  Series first(first_port);
  Series second(second_port);
  for (int i = 0; i < kBatches; ++i) {
    // Neither always comes first.
    Series& before = i % 2 == 0 ? first : second;
    Series& after = i % 2 == 0 ? second : first;
    before.run_batch();
    after.run_batch();
  }
  std::printf("{\"first\": ");
  first.print();
  std::printf(", \"second\": ");
  second.print();
  std::printf("}\n");
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_connect PORT PORT\n");
    return 2;
  }
  return run(static_cast<uint16_t>(std::atoi(argv[1])), static_cast<uint16_t>(std::atoi(argv[2])));
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_connect: %s\n", error.what());
  return EXIT_FAILURE;
}
