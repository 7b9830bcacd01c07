// SPDX-License-Identifier: MIT
// What the exploration says must be what trying all answers says.
#include "core/stack/exploration.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

struct Tried {
  std::vector<bool> reached;
  bool can_pass = false;
  bool can_fail = false;
};

Tried try_all_answers(const std::vector<PlanEntry>& plan) {
  Tried tried;
  tried.reached.resize(plan.size());
  std::vector<int> answers(plan.size(), 0);
  for (;;) {
    FixedAnswers caller(answers);
    const bool passes = walk(plan, caller).code == WARIFU_PASS;
    tried.can_pass |= passes;
    tried.can_fail |= !passes;
    for (const size_t index : caller.called) {
      tried.reached[index] = true;
    }
    size_t digit = 0;
    while (digit < answers.size() && ++answers[digit] == static_cast<int>(kCodeCount)) {
      answers[digit++] = 0;
    }
    if (digit == answers.size()) {
      return tried;
    }
  }
}

std::vector<PlanEntry> random_plan(std::mt19937& engine) {
  std::vector<PlanEntry> plan;
  uint16_t level = 0;
  for (int i = 0; i < 5; ++i) {
    PlanEntry entry;
    entry.level = level;
    for (Action& action : entry.control.on) {
      action.kind = static_cast<Action::Kind>(engine() % 7);
      action.jump = static_cast<uint16_t>(1 + engine() % 3);
    }
    if (engine() % 4 == 0) {
      entry.kind = PlanEntry::Kind::kSubstack;
      ++level;
    } else if (level > 0 && engine() % 3 == 0) {
      --level;
    }
    plan.push_back(entry);
  }
  return plan;
}

}  // namespace

TEST_CASE("the exploration agrees with trying all answers, on random plans", "[exploration]") {
  std::mt19937 engine(20240607);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    const auto plan = random_plan(engine);
    const Tried tried = try_all_answers(plan);
    const Exploration found = explore(plan, std::vector<PossibleAnswers>(plan.size()));
    REQUIRE(found.complete);
    CHECK(found.can_pass == tried.can_pass);
    CHECK(found.can_fail == tried.can_fail);
    for (size_t i = 0; i < plan.size(); ++i) {
      if (plan[i].kind == PlanEntry::Kind::kModule) {
        CHECK(found.reached[i] == tried.reached[i]);
      }
    }
  }
}

TEST_CASE("answers that a module cannot give lead nowhere", "[exploration]") {
  const std::vector<PlanEntry> plan = {module_at(0, requisite_control()),
                                       module_at(0, required_control())};
  std::vector<PossibleAnswers> answers(2);
  answers[0].codes = 1U << WARIFU_FAIL;
  const Exploration found = explore(plan, answers);
  CHECK_FALSE(found.reached[1]);
  CHECK_FALSE(found.can_pass);
}

TEST_CASE("a mark counts from the pass on", "[exploration]") {
  const std::vector<PlanEntry> plan(2, module_at(0, requisite_control()));
  std::vector<PossibleAnswers> answers(2);
  answers[0].marks = true;
  CHECK(explore(plan, answers).reached_unmarked == std::vector<bool>{true, true});
  answers[0].codes = static_cast<uint8_t>(answers[0].codes & ~(1U << WARIFU_IGNORE));
  CHECK(explore(plan, answers).reached_unmarked == std::vector<bool>{true, false});
}

TEST_CASE("a plan that skips a level on the way in enters that one too", "[exploration]") {
  Control resets;
  resets.on.fill(kReset);
  // The last resets to how it stood when its level was entered on the way to the deeper one
  // before it: refused by then, which it was not when the second entered that level.
  const std::vector<PlanEntry> plan = {module_at(0, table(kOk)), module_at(2, table(kIgnore)),
                                       module_at(0, table(kBad, kBad)),
                                       module_at(3, table(kIgnore)), module_at(2, resets)};
  const WalkResult result = [&] {
    FixedAnswers caller({});
    return walk(plan, caller);
  }();
  CHECK(result.code == WARIFU_FAIL);
  CHECK_FALSE(explore(plan, std::vector<PossibleAnswers>(plan.size())).can_pass);
}

TEST_CASE("a plan of full length and depth is explored, or given up", "[exploration]") {
  std::vector<PlanEntry> plan;
  for (size_t i = 0; i < kMaximumPlanEntries; ++i) {
    const auto level = static_cast<uint16_t>(i % (kMaximumStackDepth + 1));
    PlanEntry entry = level > 0 && i % 3 == 0 ? substack_at(level) : module_at(level, Control{});
    for (size_t code = 0; code < kCodeCount; ++code) {
      entry.control.on[code] = Action{static_cast<Action::Kind>((i + code) % 7), 1};
    }
    plan.push_back(entry);
  }
  const Exploration found = explore(plan, std::vector<PossibleAnswers>(plan.size()));
  CHECK((!found.complete || found.reached[0]));
}
