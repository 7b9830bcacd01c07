// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

#include "core/log/held_descriptor.h"
#include "core/log/sink.h"

namespace warifu {

using MonotonicClock = int64_t (*)();  // nanoseconds

// JSON lines in a file that many processes append to, each line by one write(2). Whoever
// rotates logs only renames or removes the file: at most a second later it is made anew. Where
// that fails, writing goes on into the renamed file; into a removed one nothing is written.
class FileSink final : public Sink {
 public:
  // `torn` is shared by all processes: 1 while the file ends in the middle of a line.
  static Result<std::unique_ptr<Sink>> open(const std::string& path, MonotonicClock clock,
                                            std::atomic<uint32_t>& torn);
  int write(const LogEntry& entry) noexcept override;

 private:
  FileSink(const std::string& path, MonotonicClock clock, std::atomic<uint32_t>& torn)
      : path_(path), clock_(clock), torn_(torn) {}
  void follow_rotation();
  int write_to(int fd, const LogEntry& entry);

  std::string path_;
  MonotonicClock clock_;
  std::atomic<uint32_t>& torn_;
  std::atomic<int64_t> next_look_{0};
  std::atomic<int> gone_{0};  // errno, where the file was removed and cannot be made anew
  HeldDescriptor file_;
};

}  // namespace warifu
