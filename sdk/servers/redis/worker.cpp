// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/worker.h"

#include <csignal>

#include <chrono>
#include <utility>

namespace warifu::redis {
namespace {

// The server's signals are its main thread's.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

void Worker::start() {
  const NoSignals inherited;
  while (threads_.size() < kThreads) {
    const bool ticks = threads_.empty();
    threads_.emplace_back([this, ticks] { work(ticks); });
  }
}

bool Worker::add(const Party& party, FairQueue::Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (threads_.empty() || !jobs_.push(party, std::move(job))) return false;
  }
  changed_.notify_one();
  return true;
}

size_t Worker::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

// false: the time for a tick, or the end.
bool Worker::next(FairQueue::Job& job, bool ticks) {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return ended_ || !jobs_.empty(); };
  if (!ticks) {
    changed_.wait(lock, ready);
  } else if (!changed_.wait_for(lock, std::chrono::seconds(1), ready)) {
    return false;
  }
  if (ended_) return false;
  job = jobs_.pop();
  return true;
}

void Worker::work(bool ticks) {
  auto last = std::chrono::steady_clock::now();
  for (;;) {
    FairQueue::Job job;
    if (next(job, ticks)) job();
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (ticks && now - last >= std::chrono::seconds(1)) {
      tick_();
      last = now;
    }
  }
}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  for (std::thread& each : threads_)
    each.join();
}

}  // namespace warifu::redis
