// SPDX-License-Identifier: MIT
#pragma once

#include "modules/owner_map/decision.h"
#include "warifu/module.h"

namespace owner_map {

// One opened entry.
class Mapper {
 public:
  explicit Mapper(OwnerMap map) : map_(std::move(map)) {}

  // In each process before its first verify. Compiled expressions have locks: where a process
  // inherits some that may have been in use, it gets its own.
  void process_start();

  // An enum warifu_code, with the reason told to the host. Any thread.
  [[nodiscard]] int verify(const warifu_call& call) const;

 private:
  void explain(const warifu_call& call, const Answer& answer) const;

  OwnerMap map_;
  bool started_ = false;  // in this process, or one that it comes from
};

}  // namespace owner_map
