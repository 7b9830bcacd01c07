// SPDX-License-Identifier: MIT
// What pam.conf(5) says of each action, and what Linux-PAM's dispatcher does beside it.
#include "core/stack/walk.h"

#include <catch2/catch.hpp>

#include "tests/unit/stack/fake_stack.h"

using namespace warifu;
using namespace warifu::test;

namespace {

struct Walked {
  int code;
  size_t decided_by;
  std::vector<size_t> called;
};

Walked run(const std::vector<PlanEntry>& plan, std::vector<int> answers) {
  FixedAnswers caller(std::move(answers));
  const WalkResult result = walk(plan, caller);
  return {result.code, result.decided_by, caller.called};
}

using Called = std::vector<size_t>;

}  // namespace

TEST_CASE("a stack in which nothing passed fails, and nobody decided", "[walk]") {
  CHECK(run({}, {}).code == WARIFU_FAIL);
  const Walked walked = run({module_at(0, optional_control())}, {WARIFU_UNKNOWN});
  CHECK(walked.code == WARIFU_FAIL);
  CHECK(walked.decided_by == kNoEntry);
}

TEST_CASE("required: a refusal is kept and the rest still runs", "[walk]") {
  const std::vector<PlanEntry> plan(3, module_at(0, required_control()));
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_UNAVAILABLE, WARIFU_FAIL});
  CHECK(walked.code == WARIFU_UNAVAILABLE);
  CHECK(walked.decided_by == 1);
  CHECK(walked.called == Called{0, 1, 2});
}

TEST_CASE("required: ignore leaves no trace", "[walk]") {
  const std::vector<PlanEntry> plan(2, module_at(0, required_control()));
  CHECK(run(plan, {WARIFU_IGNORE, WARIFU_IGNORE}).code == WARIFU_FAIL);
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_IGNORE});
  CHECK(walked.code == WARIFU_PASS);
  CHECK(walked.decided_by == 0);
}

TEST_CASE("requisite: a refusal ends the stack", "[walk]") {
  const std::vector<PlanEntry> plan(2, module_at(0, requisite_control()));
  const Walked walked = run(plan, {WARIFU_ERROR, WARIFU_PASS});
  CHECK(walked.code == WARIFU_ERROR);
  CHECK(walked.called == Called{0});
}

TEST_CASE("sufficient: a pass ends the stack, a refusal is nothing", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, sufficient_control()),
                                       module_at(0, required_control())};
  CHECK(run(plan, {WARIFU_PASS, WARIFU_FAIL}).code == WARIFU_PASS);
  CHECK(run(plan, {WARIFU_PASS, WARIFU_FAIL}).called == Called{0});
  CHECK(run(plan, {WARIFU_FAIL, WARIFU_PASS}).code == WARIFU_PASS);
}

TEST_CASE("sufficient after a required that refused does not rescue it", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, required_control()),
                                       module_at(0, sufficient_control()),
                                       module_at(0, required_control())};
  const Walked walked = run(plan, {WARIFU_FAIL, WARIFU_PASS, WARIFU_PASS});
  CHECK(walked.code == WARIFU_FAIL);
  CHECK(walked.decided_by == 0);
  CHECK(walked.called == Called{0, 1, 2});
}

TEST_CASE("ok keeps a code that is not pass, against later passes", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, table(kOk, kOk)), module_at(0, table(kOk))};
  const Walked walked = run(plan, {WARIFU_IGNORE, WARIFU_PASS});
  CHECK(walked.code == WARIFU_IGNORE);
  CHECK(walked.decided_by == 0);
}

TEST_CASE("ok with another code replaces a pass", "[walk]") {
  const std::vector<PlanEntry> plan(2, module_at(0, table(kOk, kOk)));
  CHECK(run(plan, {WARIFU_PASS, WARIFU_UNKNOWN}).code == WARIFU_UNKNOWN);
}

TEST_CASE("bad with pass or ignore ends as fail, never as either", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, table(kBad, kBad))};
  for (const int code : {WARIFU_PASS, WARIFU_IGNORE}) {
    const Walked walked = run(plan, {code});
    CHECK(walked.code == WARIFU_FAIL);
    CHECK(walked.decided_by == 0);
  }
}

TEST_CASE("a bad pass is not made good by a later one", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, table(kBad)), module_at(0, table(kOk))};
  CHECK(run(plan, {WARIFU_PASS, WARIFU_PASS}).code == WARIFU_FAIL);
}

TEST_CASE("reset forgets all that was before, refusals too", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, required_control()),
                                       module_at(0, table(kReset)),
                                       module_at(0, optional_control())};
  CHECK(run(plan, {WARIFU_FAIL, WARIFU_PASS, WARIFU_PASS}).code == WARIFU_PASS);
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_PASS, WARIFU_FAIL});
  CHECK(walked.code == WARIFU_FAIL);
  CHECK(walked.decided_by == kNoEntry);
}

TEST_CASE("a number skips that many entries and counts as ignore", "[walk]") {
  const std::vector<PlanEntry> plan = {
      module_at(0, table(jump(2))), module_at(0, required_control()),
      module_at(0, required_control()), module_at(0, required_control())};
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_FAIL, WARIFU_FAIL, WARIFU_PASS});
  CHECK(walked.code == WARIFU_PASS);
  CHECK(walked.called == Called{0, 3});
}

TEST_CASE("a jump to just past the last entry ends the stack with what there is", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, required_control()),
                                       module_at(0, table(jump(1))),
                                       module_at(0, required_control())};
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_PASS, WARIFU_FAIL});
  CHECK(walked.code == WARIFU_PASS);
  CHECK(walked.called == Called{0, 1});
}

TEST_CASE("a jump past the end is a refusal, and takes over an earlier one's code", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, required_control()),
                                       module_at(0, table(jump(2))),
                                       module_at(0, required_control())};
  CHECK(run(plan, {WARIFU_PASS, WARIFU_PASS, WARIFU_PASS}).code == WARIFU_FAIL);
  const Walked walked = run(plan, {WARIFU_ERROR, WARIFU_PASS, WARIFU_PASS});
  CHECK(walked.code == WARIFU_FAIL);
  CHECK(walked.decided_by == 1);
}

TEST_CASE("an answer that is no code is bad", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, table(kOk, kOk))};
  for (const int code : {-1, 7, 1000}) {
    CHECK(run(plan, {code}).code == WARIFU_FAIL);
  }
}

TEST_CASE("would_block ends the walk at once, whatever was before", "[walk]") {
  const std::vector<PlanEntry> plan(3, module_at(0, optional_control()));
  const Walked walked = run(plan, {WARIFU_PASS, WARIFU_WOULD_BLOCK, WARIFU_PASS});
  CHECK(walked.code == WARIFU_WOULD_BLOCK);
  CHECK(walked.decided_by == 1);
  CHECK(walked.called == Called{0, 1});
}

TEST_CASE("a level deeper than any plan may be is an error, not a write out of bounds", "[walk]") {
  const std::vector<PlanEntry> plan = {module_at(0, required_control()),
                                       module_at(60000, required_control())};
  CHECK(run(plan, {}).code == WARIFU_ERROR);
}
