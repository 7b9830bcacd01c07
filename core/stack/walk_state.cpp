// SPDX-License-Identifier: MIT
#include "core/stack/walk_state.h"

#include <algorithm>

namespace warifu {
namespace {

bool within_level(std::span<const PlanEntry> plan, size_t next, uint16_t level) {
  return next < plan.size() && plan[next].level >= level;
}

// Skips one entry of the level: the next position, and all deeper ones that follow it.
size_t skip_one(std::span<const PlanEntry> plan, size_t index, uint16_t level) {
  ++index;
  while (index + 1 < plan.size() && plan[index + 1].level > level) {
    ++index;
  }
  return index;
}

Action action_for(const Control& control, int code) {
  const bool known = code >= 0 && static_cast<size_t>(code) < kCodeCount;
  return known ? control.on[static_cast<size_t>(code)] : Action{Action::Kind::kBad};
}

void generalize_standing(Standing& standing) {
  standing.decided_by = kNoEntry;
  if (standing.impression != Impression::kPositive || standing.code != WARIFU_PASS) {
    standing.code = WARIFU_FAIL;
  }
}

}  // namespace

size_t end_of_level(std::span<const PlanEntry> plan, size_t index) {
  const uint16_t level = plan[index].level;
  while (within_level(plan, index + 1, level)) {
    ++index;
  }
  return index;
}

size_t entries_after(std::span<const PlanEntry> plan, size_t index) {
  const uint16_t level = plan[index].level;
  size_t count = 0;
  while (within_level(plan, index + 1, level)) {
    index = skip_one(plan, index, level);
    ++count;
  }
  return count;
}

bool WalkState::enter(const PlanEntry& entry) {
  if (entry.level >= on_entry_.size()) {
    return false;
  }
  // Each level passed on the way in is entered here, also by a plan that skips one: what it held
  // is of an earlier visit.
  for (; level_ < entry.level; ++level_) {
    on_entry_[level_ + 1U] = standing_;
  }
  level_ = entry.level;
  return true;
}

size_t WalkState::answer(std::span<const PlanEntry> plan, size_t index, int code) {
  const Action action = action_for(plan[index].control, code);
  switch (action.kind) {
    case Action::Kind::kOk:
      approve(index, code);
      return index;
    case Action::Kind::kDone:
      approve(index, code);
      return standing_.impression == Impression::kPositive ? end_of_level(plan, index) : index;
    case Action::Kind::kBad:
      object(index, code);
      return index;
    case Action::Kind::kDie:
      object(index, code);
      return end_of_level(plan, index);
    case Action::Kind::kIgnore:
      return index;
    case Action::Kind::kReset:
      standing_ = on_entry_[level_];
      return index;
    case Action::Kind::kJump:
      break;
  }
  size_t at = index;
  for (uint16_t left = action.jump; left > 0; --left) {
    if (!within_level(plan, at + 1, level_)) {
      // Unlike a bad answer, a jump past the end also overrides an earlier refusal's code.
      standing_ = {Impression::kNegative, WARIFU_FAIL, index};
      break;
    }
    at = skip_one(plan, at, level_);
  }
  return at;
}

// A code that is not pass, once approved by a control, stays: only pass gives way to the next.
void WalkState::approve(size_t index, int code) {
  const bool open =
      standing_.impression == Impression::kUndecided ||
      (standing_.impression == Impression::kPositive && standing_.code == WARIFU_PASS);
  if (open) {
    standing_ = {Impression::kPositive, code, index};
  }
}

void WalkState::object(size_t index, int code) {
  if (standing_.impression == Impression::kNegative) {
    return;
  }
  const bool speaks = code >= 0 && static_cast<size_t>(code) < kCodeCount && code != WARIFU_IGNORE;
  standing_ = {Impression::kNegative, speaks ? code : static_cast<int>(WARIFU_FAIL), index};
}

WalkResult WalkState::result() const {
  const bool contradiction =
      standing_.code == WARIFU_PASS && standing_.impression != Impression::kPositive;
  return {contradiction ? static_cast<int>(WARIFU_FAIL) : standing_.code, standing_.decided_by};
}

void WalkState::generalize(uint16_t next_level, uint32_t resets) {
  level_ = std::min(level_, next_level);
  generalize_standing(standing_);
  for (size_t level = 0; level < on_entry_.size(); ++level) {
    if (level <= level_ && (resets >> level & 1U) != 0) {
      generalize_standing(on_entry_[level]);
    } else {
      on_entry_[level] = {};
    }
  }
}

}  // namespace warifu
