// SPDX-License-Identifier: MIT
// Threads for what may take long, so that the event loop never waits.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sdk/servers/redis/fair_queue.h"

namespace warifu::redis {

class Worker {
 public:
  static constexpr size_t kThreads = 8;

  // `tick` runs on one of the threads, about once a second.
  explicit Worker(std::function<void()> tick) : tick_(std::move(tick)) {}
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Starts the threads; once, in the process that serves (a server becomes a daemon before).
  void start();

  // false: too many wait already, or there are no threads. What a job throws ends the process.
  bool add(const Party& party, FairQueue::Job job);
  [[nodiscard]] size_t waiting() const;

 private:
  void work(bool ticks);
  bool next(FairQueue::Job& job, bool ticks);

  std::function<void()> tick_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  FairQueue jobs_;  // each is a client that waits
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace warifu::redis
