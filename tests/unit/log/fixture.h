// SPDX-License-Identifier: MIT
// What the log's tests share: a record, a folder of their own, a clock that they set, sockets
// in the place of the daemons.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/log/log_environment.h"
#include "core/log/record.h"
#include "core/log/refusal_meter.h"
#include "core/posix/unique_fd.h"
#include "warifu/warifu.h"

namespace warifu::test {

// A refusal with every member set.
DecisionRecord sample_refusal();
DecisionRecord sample_pass();
warifu_endpoint endpoint(const char* address, uint16_t port);

std::string json_of(const DecisionRecord& record);
std::string sentence_of(const DecisionRecord& record);

// A private folder that goes away with everything in it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path(std::string_view name) const;

 private:
  std::string path_;
};

std::string contents_of(const std::string& path);
std::vector<std::string> lines_of(const std::string& path);

// A log daemon's socket: what arrives is kept until it is asked for.
class Daemon {
 public:
  explicit Daemon(const std::string& path);
  // The next datagram; "" where none waits.
  std::string next();
  std::vector<std::string> all();

 private:
  UniqueFd socket_;
};

// The clock of the logs under test, in nanoseconds; stands still until it is set.
void set_clock(int64_t now);
int64_t read_clock();

inline constexpr int64_t kSecond = 1'000'000'000;

// Nobody listens at its paths, nobody reads its stream.
LogEnvironment empty_environment(const Folder& folder);

LogConfig to_file(const std::string& path, uint32_t refusals_per_second = 50);

std::unique_ptr<DecisionLog> open_log(const LogEnvironment& environment, const LogConfig& config,
                                      std::shared_ptr<RefusalMeter> meter = nullptr);

// Exit status of a child, or 128 + the signal that ended it.
int wait_for(pid_t child);

}  // namespace warifu::test
