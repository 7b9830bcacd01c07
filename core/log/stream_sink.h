// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/sink.h"

namespace warifu {

// Sentences, a line each, to a descriptor that belongs to somebody else (standard error).
// Where the other end of a pipe does not read, the line is lost (EAGAIN): nothing waits.
class StreamSink final : public Sink {
 public:
  explicit StreamSink(int fd) : fd_(fd) {}
  int write(const LogEntry& entry) noexcept override;

 private:
  int fd_;
};

}  // namespace warifu
