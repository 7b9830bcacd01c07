// SPDX-License-Identifier: MIT
// What a stack does with each answer: Linux-PAM's controls (pam.conf(5)).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "warifu/types.h"

namespace warifu {

inline constexpr size_t kCodeCount = 6;  // would_block is no code that a control can name

// "pass", "fail", "unknown", "unavailable", "ignore", "error"; "?" for anything else.
std::string_view code_name(int code);

struct Action {
  enum class Kind : uint8_t { kOk, kDone, kBad, kDie, kIgnore, kReset, kJump };
  Kind kind = Kind::kBad;
  uint16_t jump = 0;  // kJump: how many entries of its own level to skip, at least 1
  friend bool operator==(const Action&, const Action&) = default;
};

// "ok", "done", "bad", "die", "ignore", "reset", "skip 2".
std::string to_text(Action action);

// One action for each enum warifu_code; what a table does not name is its default (bad).
struct Control {
  std::array<Action, kCodeCount> on{};
  friend bool operator==(const Control&, const Control&) = default;
};

// required, requisite, sufficient, optional.
Control required_control();
Control requisite_control();
Control sufficient_control();
Control optional_control();

}  // namespace warifu
