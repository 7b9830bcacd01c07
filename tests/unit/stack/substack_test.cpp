// SPDX-License-Identifier: MIT
// How the walk goes through substacks.
#include <catch2/catch.hpp>

#include "core/stack/walk_state.h"
#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

using Called = std::vector<size_t>;

struct Walked {
  int code;
  Called called;
};

Walked run(const std::vector<PlanEntry>& plan, std::vector<int> answers) {
  FixedAnswers caller(std::move(answers));
  return {walk(plan, caller).code, caller.called};
}

}  // namespace

TEST_CASE("done and die inside a substack end only the substack", "[walk]") {
  const std::vector<PlanEntry> plan = {substack_at(0), module_at(1, table(kDone, kDie)),
                                       module_at(1, required_control()),
                                       module_at(0, required_control())};
  const Walked passed = run(plan, {WARIFU_PASS, WARIFU_PASS, WARIFU_FAIL, WARIFU_FAIL});
  CHECK(passed.code == WARIFU_FAIL);
  CHECK(passed.called == Called{1, 3});
  const Walked refused = run(plan, {WARIFU_PASS, WARIFU_UNKNOWN, WARIFU_PASS, WARIFU_PASS});
  CHECK(refused.code == WARIFU_UNKNOWN);
  CHECK(refused.called == Called{1, 3});
}

TEST_CASE("done in a substack ends the substacks within it too", "[walk]") {
  const std::vector<PlanEntry> plan = {substack_at(0), module_at(1, sufficient_control()),
                                       substack_at(1), module_at(2, required_control()),
                                       module_at(0, required_control())};
  CHECK(run(plan, {}).called == Called{1, 4});
}

TEST_CASE("reset in a substack goes back to how it was entered", "[walk]") {
  std::vector<PlanEntry> plan = {module_at(0, required_control()), substack_at(0),
                                 module_at(1, required_control()), module_at(1, table(kReset))};
  CHECK(run(plan, {WARIFU_PASS, 0, WARIFU_FAIL, WARIFU_PASS}).code == WARIFU_PASS);
  CHECK(run(plan, {WARIFU_ERROR, 0, WARIFU_FAIL, WARIFU_PASS}).code == WARIFU_ERROR);
}

TEST_CASE("a second substack of the same level keeps a state of its own", "[walk]") {
  const std::vector<PlanEntry> plan = {substack_at(0), module_at(1, required_control()),
                                       substack_at(0), module_at(1, table(kReset))};
  CHECK(run(plan, {0, WARIFU_PASS, 0, WARIFU_PASS}).code == WARIFU_PASS);
}

TEST_CASE("coming back from a deeper substack does not enter the outer one anew", "[walk]") {
  const std::vector<PlanEntry> plan = {substack_at(0), module_at(1, required_control()),
                                       substack_at(1), module_at(2, optional_control()),
                                       module_at(1, table(kReset))};
  const Walked walked = run(plan, {0, WARIFU_PASS, 0, WARIFU_FAIL, WARIFU_PASS});
  CHECK(walked.code == WARIFU_FAIL);
}

TEST_CASE("a jump skips a substack as one entry", "[walk]") {
  const std::vector<PlanEntry> plan = {
      module_at(0, table(jump(1))),     substack_at(0),
      module_at(1, required_control()), substack_at(1),
      module_at(2, required_control()), module_at(0, required_control())};
  CHECK(run(plan, {}).called == Called{0, 5});
}

TEST_CASE("a jump over a substack without entries skips that alone", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, table(jump(1))), substack_at(0),
                                       module_at(0, required_control())};
  CHECK(run(plan, {}).called == Called{0, 2});
}

TEST_CASE("a jump does not leave its substack", "[walk]") {
  const std::vector<PlanEntry> plan = {substack_at(0), module_at(1, table(jump(1))),
                                       module_at(0, optional_control())};
  const Walked walked = run(plan, {});
  CHECK(walked.code == WARIFU_FAIL);
  CHECK(walked.called == Called{1, 2});
}

TEST_CASE("entries_after counts a substack as one", "[walk]") {
  const std::vector<PlanEntry> plan = {
      module_at(0, required_control()), substack_at(0), module_at(1, required_control()),
      module_at(1, required_control()), module_at(0, required_control())};
  CHECK(entries_after(plan, 0) == 2);
  CHECK(entries_after(plan, 2) == 1);
  CHECK(entries_after(plan, 3) == 0);
  CHECK(entries_after(plan, 4) == 0);
  CHECK(end_of_level(plan, 2) == 3);
  CHECK(end_of_level(plan, 0) == 4);
}
