// SPDX-License-Identifier: MIT
// Connections over loopback, made and ended without leaving TIME_WAIT behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/posix/unique_fd.h"

namespace warifu::bench {

// Whoever closes such a socket resets the connection: no port is kept waiting.
void reset_on_close(int fd);

// On 127.0.0.1; throws std::system_error where something fails.
class Listener {
 public:
  // `port` 0: any. `save_syn`: prepared by warifu_prepare_listener.
  Listener(uint16_t port, bool save_syn);
  [[nodiscard]] UniqueFd connect() const;
  [[nodiscard]] UniqueFd accept() const;

 private:
  UniqueFd fd_;
  uint16_t port_ = 0;
};

// So many accepted connections, none of which has been read from.
class Accepted {
 public:
  Accepted(const Listener& listener, size_t count);
  [[nodiscard]] const std::vector<UniqueFd>& sockets() const { return servers_; }

 private:
  std::vector<UniqueFd> clients_;
  std::vector<UniqueFd> servers_;
};

// Nanoseconds this thread has used of a CPU, so that what else runs on the machine counts for
// little.
int64_t thread_cpu_ns();

}  // namespace warifu::bench
