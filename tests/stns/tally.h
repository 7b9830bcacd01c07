// SPDX-License-Identifier: MIT
// What verifies answered, counted: a hundred thousand of them are a few lines.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "warifu/warifu.h"

// Writes one line to standard output in one write, so that lines of processes do not mix.
void tell(const nlohmann::json& what);

// Keeps the last decision that was logged on this thread: only the log tells the owner's name.
void note_logged(void* data, const char* json, size_t length);

// Any thread.
class Tally {
 public:
  // Counts the decision just made on this thread for this owner and account.
  void count(uint32_t uid, const std::string& account, const warifu_decision_info& info);
  // A line {"event": "answer", ...} for each different answer, with how often it came.
  void tell_all(int job, int worker) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, uint64_t> counts_;
};
