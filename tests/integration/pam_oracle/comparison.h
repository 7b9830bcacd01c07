// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "tests/integration/pam_oracle/pam_side.h"
#include "tests/integration/pam_oracle/random_stack.h"

namespace warifu::oracle {

struct Comparison {
  std::string difference;     // "" where there is none
  int code = WARIFU_FAIL;     // our final code
  bool saw_bad_jump = false;  // libpam jumped past the end
};

// Walks the stack by our walk and by libpam. The final codes and the modules that were called
// must be the same, and libpam complain of nothing that make_plan accepts.
Comparison compare(const RandomStack& stack, Jumps jumps, const ConfFolder& folder);

// A stack in both notations, for a person.
std::string describe(const RandomStack& stack);

}  // namespace warifu::oracle
