// SPDX-License-Identifier: MIT
// Plans written by hand and callers whose answers are fixed.
#pragma once

#include <deque>
#include <vector>

#include "core/stack/walk.h"

namespace warifu::test {

inline constexpr Action kOk{Action::Kind::kOk};
inline constexpr Action kDone{Action::Kind::kDone};
inline constexpr Action kBad{Action::Kind::kBad};
inline constexpr Action kDie{Action::Kind::kDie};
inline constexpr Action kIgnore{Action::Kind::kIgnore};
inline constexpr Action kReset{Action::Kind::kReset};
constexpr Action jump(uint16_t count) {
  return Action{Action::Kind::kJump, count};
}

// {pass = `pass`, default = `otherwise`}.
inline Control table(Action pass, Action otherwise = kBad) {
  Control control;
  control.on.fill(otherwise);
  control.on[WARIFU_PASS] = pass;
  return control;
}

inline PlanEntry module_at(uint16_t level, const Control& control) {
  PlanEntry entry;
  entry.level = level;
  entry.control = control;
  return entry;
}

inline PlanEntry substack_at(uint16_t level) {
  PlanEntry entry;
  entry.kind = PlanEntry::Kind::kSubstack;
  entry.level = level;
  return entry;
}

// Answers by position; what is not named passes. Remembers who was called.
class FixedAnswers : public EntryCaller {
 public:
  explicit FixedAnswers(std::vector<int> answers) : answers_(std::move(answers)) {}
  int call(size_t index) override {
    called.push_back(index);
    return index < answers_.size() ? answers_[index] : static_cast<int>(WARIFU_PASS);
  }
  std::vector<size_t> called;

 private:
  std::vector<int> answers_;
};

}  // namespace warifu::test
