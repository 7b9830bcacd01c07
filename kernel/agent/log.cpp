// SPDX-License-Identifier: MIT
#include "kernel/agent/log.h"

#include <syslog.h>

#include <cstdio>

namespace warifu::agent {

void Log::error(std::string_view text) const {
  write(LOG_ERR, text);
}
void Log::warning(std::string_view text) const {
  write(LOG_WARNING, text);
}
void Log::notice(std::string_view text) const {
  write(LOG_NOTICE, text);
}

void Log::write(int priority, std::string_view text) const {
  const int length = static_cast<int>(text.size());
  if (to_syslog_) {
    ::syslog(LOG_DAEMON | priority, "%.*s", length, text.data());
  } else {
    std::fprintf(stderr, "warifu-agent: %.*s\n", length, text.data());
  }
}

}  // namespace warifu::agent
