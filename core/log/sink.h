// SPDX-License-Identifier: MIT
// Where entries go. How each behaves when something is wrong is told beside it.
#pragma once

#include <memory>
#include <string>

#include "core/diagnostic/result.h"
#include "core/log/log_entry.h"

namespace warifu {

// Any thread, any process after fork; allocates nothing.
class Sink {
 public:
  virtual ~Sink() = default;
  // 0, or the errno of why the entry is not there.
  virtual int write(const LogEntry& entry) noexcept = 0;
};

}  // namespace warifu
