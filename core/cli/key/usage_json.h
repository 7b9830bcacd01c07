// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "kernel/wire/key_usage_reader.h"

namespace warifu::cli {

// A key's counters; times are unix seconds, or null for never. nullptr: a key never used.
inline nlohmann::json usage_json(const wire::KeyUsageRow* row) {
  const auto time = [](int64_t seconds) {
    return seconds == 0 ? nlohmann::json() : nlohmann::json(seconds);
  };
  const wire::KeyUsageRow none;
  const wire::KeyUsageRow& from = row == nullptr ? none : *row;
  return {{"passed", from.passed},
          {"refused", from.refused},
          {"first_used", time(from.first_used)},
          {"last_used", time(from.last_used)}};
}

}  // namespace warifu::cli
