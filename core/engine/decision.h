// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "core/engine/arena.h"
#include "core/engine/attributes.h"
#include "core/engine/generation.h"
#include "core/owner/evidence.h"
#include "warifu/warifu.h"

namespace warifu {

// The answer of the last verify and the room it was made in. Holds on to the generation it came
// from, so that its strings outlive a reload. Used by one thread at a time.
class Decision {
 public:
  Decision() : attributes(arena) {}
  Decision(const Decision&) = delete;
  Decision& operator=(const Decision&) = delete;
  ~Decision() = default;

  // Empties everything: refused, for no reason yet.
  void begin(std::shared_ptr<const Generation> from);

  int verdict = WARIFU_REFUSED;
  int would = WARIFU_REFUSED;
  int code = WARIFU_ERROR;
  bool observe = false;
  warifu_owner owner{};
  const char* reason_id = "";
  const char* reason = "";
  const char* file = "";
  uint32_t line = 0;
  const char* module = "";
  int64_t latency_us = 0;
  std::vector<warifu_step> steps;

  std::shared_ptr<const Generation> generation;
  Evidence read_here;  // what was read from a descriptor, where no handle was given
  Arena arena;
  Attributes attributes;
};

}  // namespace warifu
