// SPDX-License-Identifier: MIT
#include "modules/nss/worker.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace nss {
namespace {

using warifu::directory::Outcome;

// A longer wait would overflow the clock's arithmetic, and is nobody's deadline.
constexpr int64_t kLongestWait = int64_t{3600} * 1'000'000;

struct Job {
  std::function<Fetched()> work;
  Fetched result = {};
  bool done = false;
};

Fetched unavailable(std::string trouble, bool blames_directory) {
  return {Outcome::kUnavailable, "", std::move(trouble), blames_directory};
}

Fetched result_of(const std::function<Fetched()>& work) {
  try {
    return work();
  } catch (const std::exception& failure) {
    return unavailable(failure.what(), false);
  }
}

// A thread inherits the mask of who starts it.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

}  // namespace

// Shared by the askers and the thread; who is last frees it.
struct Worker::State {
  std::mutex mutex;
  std::condition_variable done;
  std::deque<std::shared_ptr<Job>> waiting;
  std::shared_ptr<Job> running;
  bool has_thread = false;
  bool stuck = false;  // who asked for `running` is gone

  void serve();
  static void start(const std::shared_ptr<State>& state);
};

void Worker::State::serve() {
  std::unique_lock lock(mutex);
  while (!waiting.empty()) {
    running = std::move(waiting.front());
    waiting.pop_front();
    lock.unlock();
    Fetched result = result_of(running->work);
    lock.lock();
    running->result = std::move(result);
    running->done = true;
    running.reset();
    stuck = false;
    done.notify_all();
  }
  has_thread = false;
}

void Worker::State::start(const std::shared_ptr<State>& state) {
  const AllSignalsBlocked blocked;
  std::thread([state] {
    ::pthread_setname_np(::pthread_self(), "warifu-nss");
    state->serve();
  }).detach();
  state->has_thread = true;
}

Worker::Worker() : state_(std::make_shared<State>()) {}
Worker::~Worker() = default;

Fetched Worker::run(std::function<Fetched()> work, int64_t time_left) {
  const auto job = std::make_shared<Job>(Job{std::move(work)});
  const std::chrono::microseconds patience(std::clamp<int64_t>(time_left, 0, kLongestWait));
  std::unique_lock lock(state_->mutex);
  if (state_->stuck) return unavailable("it has not come back from an earlier question", false);
  state_->waiting.push_back(job);
  if (!state_->has_thread) {
    try {
      State::start(state_);
    } catch (const std::system_error& failure) {
      state_->waiting.pop_back();
      return unavailable(std::string("no thread to ask on: ") + failure.what(), false);
    }
  }
  if (state_->done.wait_for(lock, patience, [&] { return job->done; })) {
    return std::move(job->result);
  }
  if (state_->running == job) {
    state_->stuck = true;
    return unavailable("it did not answer in time", true);
  }
  std::erase(state_->waiting, job);
  return unavailable("it was busy with other questions for too long", false);
}

}  // namespace nss
