// SPDX-License-Identifier: MIT
#include "core/log/auto_sink.h"

#include <cerrno>

namespace warifu {
namespace {

// EPROTOTYPE: somebody listens there, but not for datagrams.
bool is_nobody_there(int error) {
  return error == ENOENT || error == ENOTDIR || error == ECONNREFUSED || error == EACCES ||
         error == EPERM || error == EPROTOTYPE;
}

}  // namespace

int AutoSink::write(const LogEntry& entry) noexcept {
  int error = journal_.write(entry);
  if (is_nobody_there(error)) error = syslog_.write(entry);
  if (is_nobody_there(error)) error = stream_.write(entry);
  return error;
}

}  // namespace warifu
