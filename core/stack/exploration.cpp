// SPDX-License-Identifier: MIT
#include "core/stack/exploration.h"

#include <algorithm>
#include <set>

#include "core/stack/walk_state.h"

namespace warifu {
namespace {

constexpr size_t kMaximumStates = 20000;  // looked at in one exploration

struct Situation {
  WalkState walk;
  bool marked = false;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that <=> stands for
  friend auto operator<=>(const Situation&, const Situation&) = default;
};

bool may_reset(const Control& control, const PossibleAnswers& answers) {
  for (size_t code = 0; code < kCodeCount; ++code) {
    if (answers.has(static_cast<int>(code)) && control.on[code].kind == Action::Kind::kReset) {
      return true;
    }
  }
  return false;
}

class Explorer {
 public:
  Explorer(const std::vector<PlanEntry>& plan, const std::vector<PossibleAnswers>& answers)
      : plan_(plan), answers_(answers), waiting_(plan.size() + 1) {
    found_.reached.resize(plan.size());
    found_.reached_unmarked.resize(plan.size());
    for (size_t i = 0; i < plan.size(); ++i) {
      if (plan[i].level <= kMaximumStackDepth && may_reset(plan[i].control, answers[i])) {
        resets_ |= 1U << plan[i].level;
      }
    }
  }

  // A walk only goes forward: when a position's turn comes, all ways to it are known.
  Exploration run() {
    waiting_[0].insert(Situation{});
    for (size_t index = 0; index < plan_.size() && found_.complete; ++index) {
      for (const Situation& situation : waiting_[index]) {
        visit(index, situation);
      }
      waiting_[index].clear();
    }
    for (const Situation& end : waiting_[plan_.size()]) {
      const bool passes = end.walk.result().code == WARIFU_PASS;
      found_.can_pass |= passes;
      found_.can_fail |= !passes;
    }
    return std::move(found_);
  }

 private:
  void visit(size_t index, Situation situation) {
    found_.reached[index] = true;
    if (!situation.walk.enter(plan_[index]) || ++states_ > kMaximumStates) {
      found_.complete = false;
      return;
    }
    const bool refused = situation.walk.standing().impression == Impression::kNegative;
    if (!situation.marked && !refused) {
      found_.reached_unmarked[index] = true;
    }
    if (plan_[index].kind == PlanEntry::Kind::kSubstack) {
      arrive(index + 1, situation);
      return;
    }
    for (int code = 0; code < static_cast<int>(kCodeCount); ++code) {
      if (answers_[index].has(code)) {
        Situation after = situation;
        after.marked |= answers_[index].marks && code == WARIFU_PASS;
        arrive(after.walk.answer(plan_, index, code) + 1, after);
      }
    }
  }

  void arrive(size_t index, Situation situation) {
    situation.walk.generalize(index < plan_.size() ? plan_[index].level : uint16_t{0}, resets_);
    waiting_[index].insert(situation);
  }

  const std::vector<PlanEntry>& plan_;
  const std::vector<PossibleAnswers>& answers_;
  std::vector<std::set<Situation>> waiting_;  // by the position that comes next
  Exploration found_;
  uint32_t resets_ = 0;  // levels that have a reset
  size_t states_ = 0;
};

}  // namespace

Exploration explore(const std::vector<PlanEntry>& plan,
                    const std::vector<PossibleAnswers>& answers) {
  return Explorer(plan, answers).run();
}

}  // namespace warifu
