// SPDX-License-Identifier: MIT
// Any plan, also such as make_plan would refuse: the walk ends, stays within it, answers a code
// that its rules allow, and does nothing that the exploration of the plan says cannot happen.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/stack/exploration.h"
#include "core/stack/walk_state.h"

using namespace warifu;

namespace {

constexpr size_t kBytesPerEntry = 9;  // level, kind and answer, six actions, a jump's length
constexpr size_t kMostEntries = 64;

struct Input {
  std::vector<PlanEntry> plan;
  std::vector<int> answers;
};

Input decode(const uint8_t* bytes, size_t length) {
  Input input;
  for (; length >= kBytesPerEntry && input.plan.size() < kMostEntries; length -= kBytesPerEntry) {
    PlanEntry entry;
    entry.level = bytes[0];
    entry.kind = bytes[1] >= 0xE0 ? PlanEntry::Kind::kSubstack : PlanEntry::Kind::kModule;
    for (size_t code = 0; code < kCodeCount; ++code) {
      entry.control.on[code] = {static_cast<Action::Kind>(bytes[2 + code] % 7), bytes[8]};
    }
    input.plan.push_back(entry);
    input.answers.push_back(bytes[1] % 9 - 1);  // -1 and 7: no codes
    bytes += kBytesPerEntry;
  }
  return input;
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

class Watcher : public EntryCaller {
 public:
  explicit Watcher(const Input& input) : input_(input), called(input.plan.size()) {}

  int call(size_t index) override {
    require(index < input_.plan.size() && index >= next_);
    require(input_.plan[index].kind == PlanEntry::Kind::kModule);
    require(!blocked);
    next_ = index + 1;
    called[index] = true;
    blocked = input_.answers[index] == WARIFU_WOULD_BLOCK;
    return input_.answers[index];
  }

 private:
  const Input& input_;
  size_t next_ = 0;

 public:
  std::vector<bool> called;
  bool blocked = false;
};

bool is_plan(const std::vector<PlanEntry>& plan) {
  for (const PlanEntry& each : plan) {
    if (each.level > kMaximumStackDepth) {
      return false;
    }
  }
  return true;
}

void check_result(const Input& input, const Watcher& watcher, const WalkResult& result) {
  if (!is_plan(input.plan) && result.code == WARIFU_ERROR) {
    return;
  }
  require(watcher.blocked == (result.code == WARIFU_WOULD_BLOCK));
  require(result.code >= WARIFU_PASS && result.code <= WARIFU_WOULD_BLOCK);
  if (result.decided_by == kNoEntry) {
    require(result.code == WARIFU_FAIL);
    return;
  }
  require(result.decided_by < input.plan.size() && watcher.called[result.decided_by]);
  // A refusal may have another reason than the answer; all else is what the entry said.
  require(result.code == WARIFU_FAIL || result.code == input.answers[result.decided_by]);
}

bool answers_are_codes(const Input& input) {
  for (const int answer : input.answers) {
    if (answer < 0 || static_cast<size_t>(answer) >= kCodeCount) {
      return false;
    }
  }
  return true;
}

void check_exploration(const Input& input, const Watcher& watcher, const WalkResult& result) {
  const Exploration found = explore(input.plan, std::vector<PossibleAnswers>(input.plan.size()));
  if (!found.complete || !answers_are_codes(input)) {
    return;
  }
  require(result.code == WARIFU_PASS ? found.can_pass : found.can_fail);
  for (size_t i = 0; i < watcher.called.size(); ++i) {
    require(!watcher.called[i] || found.reached[i]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  const Input input = decode(bytes, length);
  Watcher watcher(input);
  const WalkResult result = walk(input.plan, watcher);
  check_result(input, watcher, result);
  check_exploration(input, watcher, result);
  for (size_t i = 0; i < input.plan.size(); ++i) {
    require(entries_after(input.plan, i) <= end_of_level(input.plan, i) - i);
  }
  return 0;
}
