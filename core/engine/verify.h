// SPDX-License-Identifier: MIT
// From evidence to a decision.
#pragma once

#include "core/engine/decision.h"
#include "core/engine/verify_call.h"

namespace warifu {

// Walks the generation that `decision` began with, fills the decision and logs it. Returns
// the verdict. Whatever goes wrong inside is a refusal with its reason (where the stack
// observes: passed, and `would` refused). Any thread, a decision a thread.
int verify(const VerifyRequest& request, Decision& decision) noexcept;

// The same for a question that cannot be put to a stack at all: refused (or observed) for
// `reason_id`, and logged.
int refuse(const VerifyRequest& request, Decision& decision, const char* reason_id,
           const char* detail) noexcept;

}  // namespace warifu
