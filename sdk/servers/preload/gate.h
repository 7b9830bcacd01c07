// SPDX-License-Identifier: MIT
// Who is let in: the engine of the service, or nobody.
#pragma once

#include <atomic>

#include "sdk/servers/preload/notice.h"
#include "sdk/servers/preload/settings.h"
#include "warifu/warifu.h"

namespace warifu::preload {

// Of the whole process, and of what it forks. Never destroyed: threads accept until the end. Any
// thread; without a lock, which a child forked at the wrong moment would find locked for ever.
class Gate {
 public:
  // Once, before there are threads.
  void read_environment();
  [[nodiscard]] const Settings& settings() const { return settings_; }

  // The engine, opened where it is not yet. nullptr where it cannot be, which is told once; it is
  // not tried again.
  warifu_engine* engine();

  // Whether the stack passes this accepted connection. What it is refused for is in the decision
  // log. May wait as long as the stack's deadline says.
  bool lets_in(int client);

 private:
  warifu_engine* open();
  void follow_reload(warifu_engine* engine);

  Settings settings_;
  Notice notice_;
  std::atomic<warifu_engine*> engine_{nullptr};
  std::atomic<bool> has_failed_{false};
};

}  // namespace warifu::preload
