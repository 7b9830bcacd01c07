// SPDX-License-Identifier: MIT
#include "core/engine/decision.h"

namespace warifu {

void Decision::begin(std::shared_ptr<const Generation> from) {
  verdict = would = WARIFU_REFUSED;
  code = WARIFU_ERROR;
  observe = false;
  owner = {};
  owner.size = sizeof owner;
  owner.domain = "";
  reason_id = reason = file = module = "";
  line = 0;
  latency_us = 0;
  steps.clear();
  arena.clear();
  attributes.clear();
  generation = std::move(from);
}

}  // namespace warifu
