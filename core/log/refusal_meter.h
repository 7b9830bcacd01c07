// SPDX-License-Identifier: MIT
// What the processes of one server know together about what their log does not show.
#pragma once

#include <memory>

#include "core/diagnostic/result.h"
#include "core/log/refusal_summary.h"
#include "core/log/tally.h"
#include "core/log/token_bucket.h"

namespace warifu {

// Everything in here is atomic and lock-free; any thread, any process, any time.
struct SharedMeter {
  TokenBucket refusals;
  TokenBucket notes;
  Tally hidden_refusals;
  Tally hidden_notes;
  Tally lost;                       // what a sink did not take
  std::atomic<int32_t> lost_errno;  // why, the last time
  SharedSummary last_refusal;
  std::atomic<uint32_t> torn_line;  // 1: the log file ends in the middle of a line
};

// A mapping (MAP_SHARED | MAP_ANONYMOUS) that children of a fork share with their parent. Made
// once for an engine, before any fork, and kept across reloads: so a server with a process for
// each connection is limited as a whole.
class RefusalMeter {
 public:
  static Result<std::shared_ptr<RefusalMeter>> make();
  ~RefusalMeter();
  RefusalMeter(const RefusalMeter&) = delete;
  RefusalMeter& operator=(const RefusalMeter&) = delete;

  SharedMeter* operator->() { return shared_; }
  SharedMeter& operator*() { return *shared_; }

 private:
  explicit RefusalMeter(SharedMeter* shared) : shared_(shared) {}
  SharedMeter* shared_;
};

}  // namespace warifu
