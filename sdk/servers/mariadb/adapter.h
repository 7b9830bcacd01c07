// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "sdk/servers/mariadb/gate.h"
#include "sdk/servers/mariadb/watch.h"

namespace warifu::mariadb {

// Everything the plugin is, from the server's start or INSTALL until its end or UNINSTALL.
struct Adapter {
  explicit Adapter(Settings settings) : gate(std::move(settings)), watch(gate) {}
  Gate gate;
  Watch watch;
};

// The server gives its callbacks no pointer of the plugin's own. Empty before and after; a login
// that runs keeps what it began with. Any thread.
std::shared_ptr<Adapter> loaded();
void set_loaded(std::shared_ptr<Adapter> adapter);

}  // namespace warifu::mariadb
