// SPDX-License-Identifier: MIT
// A stack made flat: what the walk goes through, with includes and substacks resolved.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/stack/stack_file.h"

namespace warifu {

inline constexpr int kMaximumStackDepth = 16;        // include and substack, nested
inline constexpr size_t kMaximumPlanEntries = 1000;  // flattened

// One position of the walk. A substack is a position of its own (it answers pass and its
// control is ignore, as in Linux-PAM) followed by its entries one level deeper.
struct PlanEntry {
  enum class Kind : uint8_t { kModule, kSubstack };
  Kind kind = Kind::kModule;
  uint16_t level = 0;
  Control control;
  const StackEntry* source = nullptr;  // lives in Plan::files
  Mode mode;
};

struct Plan {
  std::shared_ptr<const StackFile> file;                // the service's own
  std::vector<std::shared_ptr<const StackFile>> files;  // and all that were included
  std::vector<PlanEntry> entries;
};

// Gives the stack file of a name (stacks/NAME.toml), or nullptr after reporting at `from` why not.
using StackFileSource = std::function<std::shared_ptr<const StackFile>(
    const std::string& name, const Place& from, Diagnostics& diagnostics)>;

// Resolves includes and substacks; reports cycles (with their path), depth, and jumps past
// the end of their level. The result is only meaningful if nothing was reported as an error.
Plan make_plan(std::shared_ptr<const StackFile> file, const StackFileSource& source,
               Diagnostics& diagnostics);

}  // namespace warifu
