// SPDX-License-Identifier: MIT
// Random stacks, the same for the same seed, in both notations at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/stack/plan.h"

namespace warifu::oracle {

// What goes with an entry: its control as pam.conf(5) writes it, and what its module answers.
struct Spelling {
  std::string pam_control;  // "required", "[success=1 default=die]"; empty for an include
  int answer = WARIFU_PASS;
};

struct RandomFile {
  std::string name;
  std::shared_ptr<StackFile> file;
  std::vector<Spelling> spellings;  // as many as file->entries
};

// The first file is the service's own; files name only later ones.
using RandomStack = std::vector<RandomFile>;

enum class Jumps {
  kWithinLevel,  // as the loader demands
  kAnywhere      // also past the end
};

RandomStack random_stack(uint64_t seed, Jumps jumps);

// The stack through make_plan, as the library builds it.
Plan build(const RandomStack& stack, Diagnostics& diagnostics);

// The answer of the module behind a position.
int answer_of(const RandomStack& stack, const StackEntry* source);

}  // namespace warifu::oracle
