// SPDX-License-Identifier: MIT
#include "modules/nss/worker.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <new>
#include <thread>
#include <vector>

#include "tests/unit/nss/known_names.h"

using namespace nss_test;
using nss::Fetched;
using nss::Worker;
using warifu::directory::Outcome;

namespace {

constexpr int64_t kPlenty = int64_t{60} * 1'000'000;
constexpr int64_t kLittle = 20'000;

Fetched found(const std::string& value) {
  return {Outcome::kFound, value, "", true};
}

std::ptrdiff_t threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

}  // namespace

TEST_CASE("what is asked is answered") {
  Worker worker;
  CHECK(worker.run([] { return found("wp"); }, kPlenty).value == "wp");
  CHECK(worker.run([] { return found("shop"); }, kPlenty).value == "shop");
  // A deadline beyond all clocks is one.
  CHECK(worker.run([] { return found("x"); }, INT64_MAX).value == "x");
}

TEST_CASE("a call that hangs ends at the deadline of who asked") {
  const auto gate = std::make_shared<Gate>();
  Worker worker;
  gate->shut();
  const Fetched answer = worker.run([gate] { return gate->pass(), found("late"); }, kLittle);
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK(answer.value.empty());
  CHECK_FALSE(answer.trouble.empty());
  gate->open();
}

TEST_CASE("behind a stuck call nobody waits; when it comes back all is as before") {
  const auto gate = std::make_shared<Gate>();
  Worker worker;
  gate->shut();
  // As long as it takes: a thread that has not begun its call is not stuck in it.
  wait_until([&] {
    return worker.run([gate] { return gate->pass(), found("late"); }, kLittle).blames_directory;
  });
  for (int i = 0; i < 3; ++i) {
    const Fetched answer = worker.run([] { return found("wp"); }, kPlenty);
    CHECK(answer.outcome == Outcome::kUnavailable);
    CHECK_FALSE(answer.blames_directory);
  }
  gate->open();
  Fetched answer;
  wait_until([&] {
    answer = worker.run([] { return found("wp"); }, kPlenty);
    return answer.outcome == Outcome::kFound;
  });
  CHECK(answer.value == "wp");  // and not the late one
}

TEST_CASE("who waits for its turn too long is not served later") {
  const auto gate = std::make_shared<Gate>();
  Worker worker;
  gate->shut();
  std::thread first([&] { worker.run([gate] { return gate->pass(), found("first"); }, kPlenty); });
  gate->wait_until_somebody_hangs();
  const auto served = std::make_shared<std::atomic<bool>>(false);
  const Fetched answer = worker.run([served] { return *served = true, found("second"); }, kLittle);
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK_FALSE(answer.blames_directory);
  gate->open();
  first.join();
  CHECK(worker.run([] { return found("third"); }, kPlenty).value == "third");
  CHECK_FALSE(*served);
}

TEST_CASE("what a call throws is its failure alone") {
  Worker worker;
  const Fetched answer = worker.run([]() -> Fetched { throw std::bad_alloc(); }, kPlenty);
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK_FALSE(answer.blames_directory);
  CHECK(worker.run([] { return found("wp"); }, kPlenty).value == "wp");
}

TEST_CASE("many threads are served by one, each with its own answer") {
  const auto names = std::make_shared<KnownNames>();
  for (uint32_t uid = 0; uid < 16; ++uid)
    names->users[uid] = {"user-" + std::to_string(uid), uid};
  Worker worker;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> askers;
  for (uint32_t uid = 0; uid < 16; ++uid) {
    askers.emplace_back([&, uid] {
      for (int i = 0; i < 50; ++i) {
        const Fetched answer = worker.run([names, uid] { return names->user(uid); }, kPlenty);
        if (answer.value != encode(names->users.at(uid))) ++wrong;
      }
    });
  }
  for (auto& asker : askers)
    asker.join();
  CHECK(wrong == 0);
  CHECK(names->asked == 16 * 50);
  CHECK_FALSE(names->overlapped);
}

TEST_CASE("all signals are blocked where the name service runs, and the asker's as they were") {
  sigset_t before;
  sigset_t after;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &before);
  Worker worker;
  const Fetched answer = worker.run(
      [] {
        sigset_t mask;
        ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
        std::string open;
        for (const int each : {SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGUSR1, SIGALRM, SIGPIPE}) {
          if (::sigismember(&mask, each) == 0) open += std::to_string(each) + " ";
        }
        return found(open);
      },
      kPlenty);
  CHECK(answer.outcome == Outcome::kFound);
  CHECK(answer.value.empty());
  ::pthread_sigmask(SIG_SETMASK, nullptr, &after);
  for (int each = 1; each < NSIG; ++each) {
    CHECK(::sigismember(&before, each) == ::sigismember(&after, each));
  }
}

TEST_CASE("no thread is left where nobody asks") {
  const auto before = threads();
  Worker worker;
  for (int i = 0; i < 10; ++i)
    worker.run([] { return found("wp"); }, kPlenty);
  wait_until([&] { return threads() <= before; });
}
