// SPDX-License-Identifier: MIT
// One step of the walk: what an answer does to the state, and where the walk goes on. walk()
// runs it on real answers; the warnings of core/config run it on all answers that are possible.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/stack/plan.h"
#include "core/stack/walk.h"

namespace warifu {

// What the stack makes of the answers so far. Once negative, only a reset changes it.
enum class Impression : uint8_t { kUndecided, kPositive, kNegative };

struct Standing {
  Impression impression = Impression::kUndecided;
  int code = WARIFU_FAIL;
  size_t decided_by = kNoEntry;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that <=> stands for
  friend auto operator<=>(const Standing&, const Standing&) = default;
};

// How the walk stands between two positions. A plain value; no allocation.
class WalkState {
 public:
  // Before the position's entry is called: entering a deeper level keeps what `reset` goes
  // back to. False where the level is deeper than any plan may be.
  [[nodiscard]] bool enter(const PlanEntry& entry);

  // Takes the answer of plan[index]. The last position that is thereby done with: `index`
  // itself, or the last that was jumped over, or the end of the level.
  [[nodiscard]] size_t answer(std::span<const PlanEntry> plan, size_t index, int code);

  [[nodiscard]] WalkResult result() const;
  [[nodiscard]] const Standing& standing() const { return standing_; }

  // Forgets what can make no difference from a position at `next_level` on to whether the
  // stack passes: who decided, which code other than pass, and what only a `reset` at a level
  // that has none (bit of the level not set in `resets`) would go back to.
  void generalize(uint16_t next_level, uint32_t resets);

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that <=> stands for
  friend auto operator<=>(const WalkState&, const WalkState&) = default;

 private:
  void approve(size_t index, int code);
  void object(size_t index, int code);

  Standing standing_;
  uint16_t level_ = 0;                                       // of the position last entered
  std::array<Standing, kMaximumStackDepth + 1> on_entry_{};  // of each level
};

// The last position of the level that holds `index`, deeper levels within it included.
size_t end_of_level(std::span<const PlanEntry> plan, size_t index);

// How many entries a jump from `index` can skip: those that follow at its level, a substack
// with all that is in it counted as one.
size_t entries_after(std::span<const PlanEntry> plan, size_t index);

}  // namespace warifu
