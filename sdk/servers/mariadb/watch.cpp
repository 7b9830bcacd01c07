// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/watch.h"

#include <csignal>

#include <algorithm>
#include <exception>

#include "sdk/servers/mariadb/local_sql.h"
#include "sdk/servers/mariadb/told.h"

namespace warifu::mariadb {
namespace {

using namespace std::chrono_literals;

constexpr auto kHurry = 5ms;  // until the server listens: a SYN from before is not kept
constexpr auto kEvery = 1s;
constexpr auto kListenersSettle = 60s;  // it opens all of them within moments
constexpr auto kOpenAgain = 5s;
constexpr auto kAccountsAgain = 60s;

}  // namespace

void Watch::run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);  // the server has a thread for signals
  const ServerThread of_the_servers;
  do {
    try {
      step();
    } catch (const std::exception& failure) {
      tell(Level::kError, failure.what());  // no memory; it goes on
    }
  } while (wait(server_serves() ? Clock::duration(kEvery) : Clock::duration(kHurry)));
}

void Watch::step() {
  look_at_listeners();
  look_at_stack();
  look_at_accounts();
}

void Watch::look_at_listeners() {
  const auto now = Clock::now();
  if (listening_since_ != Clock::time_point{} && now - listening_since_ > kListenersSettle) return;
  const int found = warifu_prepare_listeners();
  if (found > 0 && listening_since_ == Clock::time_point{}) listening_since_ = now;
  listeners_ = std::max(found, 0);
}

void Watch::look_at_stack() {
  std::string wrong;
  if (gate_.is_open()) {
    wrong = gate_.load_if_asked();
    if (!wrong.empty()) wrong = "not loaded, the stack in use stays:\n" + wrong;
    if (wrong.empty()) return;
    return tell(Level::kError, wrong);
  }
  if (Clock::now() < next_open_) return;
  next_open_ = Clock::now() + kOpenAgain;
  wrong = gate_.load();
  if (wrong.empty()) {
    tell(Level::kNote, "the stack is loaded");
  } else if (wrong != told_) {
    tell(Level::kError, "no stack is loaded, so every login is refused:\n" + wrong);
  }
  told_ = wrong;
}

void Watch::look_at_accounts() {
  if (!server_serves()) return;
  if (!asked_for_slipped_.exchange(false) && Clock::now() < next_accounts_) return;
  next_accounts_ = Clock::now() + kAccountsAgain;
  slipped_.look();
}

void Watch::look_for_slipped() {
  asked_for_slipped_ = true;
  changed_.notify_all();
}

bool Watch::wait(Clock::duration time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return ended_ || asked_for_slipped_; }) || !ended_;
}

Watch::~Watch() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

}  // namespace warifu::mariadb
