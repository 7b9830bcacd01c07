// SPDX-License-Identifier: MIT
// A thread for what no login waits for: listeners that the server opens after it loaded the plugin,
// reloads, a stack that did not load, slipped accounts.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "sdk/servers/mariadb/gate.h"
#include "sdk/servers/mariadb/slipped.h"

namespace warifu::mariadb {

class Watch {
 public:
  // What the thread would do at first is done by then: the stack is loaded, if it loads.
  explicit Watch(Gate& gate) : gate_(gate) {
    look_at_listeners();
    look_at_stack();
    thread_ = std::thread([this] { run(); });
  }
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Any thread.
  [[nodiscard]] int listeners() const { return listeners_; }
  [[nodiscard]] int64_t slipped() const { return slipped_.count(); }
  void look_for_slipped();  // soon

 private:
  using Clock = std::chrono::steady_clock;
  void run();
  bool wait(Clock::duration time);  // false: the end
  void step();
  void look_at_listeners();
  void look_at_stack();
  void look_at_accounts();

  Gate& gate_;
  Slipped slipped_;
  std::atomic<int> listeners_ = 0;
  std::atomic<bool> asked_for_slipped_ = false;
  Clock::time_point listening_since_{}, next_open_{}, next_accounts_{};
  std::string told_;  // why the stack does not load
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace warifu::mariadb
