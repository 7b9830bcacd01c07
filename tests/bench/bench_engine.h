// SPDX-License-Identifier: MIT
// An engine as a server opens it, whose decisions go to a file in memory.
#pragma once

#include <string>

#include "warifu/warifu.h"

namespace warifu::bench {

// Its folder is on a tmpfs (/dev/shm) and goes with it. Throws std::runtime_error where the
// stack does not load.
class BenchEngine {
 public:
  static constexpr const char* kFolder = "@FOLDER@";

  // `entries`: the [[verify]] tables of the stack, and tables before them; kFolder in them stands
  // for a private folder with an empty folder "replay". `runtime_dir` empty: that folder.
  explicit BenchEngine(const std::string& entries, const std::string& runtime_dir = {});
  ~BenchEngine();
  BenchEngine(const BenchEngine&) = delete;
  BenchEngine& operator=(const BenchEngine&) = delete;

  [[nodiscard]] warifu_engine* get() const { return engine_; }
  [[nodiscard]] warifu_decision* decision() const { return decision_; }
  // Between batches, so that the log does not grow without end.
  void empty_log() const;
  [[nodiscard]] std::string log_path() const { return folder_ + "/decisions.jsonl"; }

 private:
  void write_stack(std::string entries) const;
  void open(const std::string& runtime_dir);

  std::string folder_;
  warifu_engine* engine_ = nullptr;
  warifu_decision* decision_ = warifu_decision_new();
};

}  // namespace warifu::bench
