// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace warifu::agent {

// An outcome that the BPF programs count. Names are stable: monitoring relies on them.
struct Outcome {
  const char* name;     // "no-room"
  const char* meaning;  // one sentence
  const char* remedy;   // what an operator may do; one sentence
};

// In the order of enum warifu_outcome: index and counter slot are the same.
std::span<const Outcome> outcomes();

}  // namespace warifu::agent
