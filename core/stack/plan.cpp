// SPDX-License-Identifier: MIT
#include "core/stack/plan.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/stack/plan_jumps.h"

namespace warifu {
namespace {

// An entry of an observed include only observes, for as long as either says.
Mode observing_under(const Mode& outer, const Mode& own) {
  return Mode{std::max(outer.observe_until, own.observe_until)};  // nothing orders lowest
}

class Flattener {
 public:
  Flattener(const StackFileSource& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  Plan flatten(std::shared_ptr<const StackFile> file) {
    plan_.file = std::move(file);
    chain_.push_back({std::filesystem::path(plan_.file->path).stem().string(), plan_.file.get()});
    add_file(*plan_.file, 0, Mode{});
    return std::move(plan_);
  }

  // Whether nothing is missing of what the files name.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  struct Open {
    std::string name;
    const StackFile* file;
  };

  void add_file(const StackFile& file, uint16_t level, const Mode& outer) {
    for (const StackEntry& entry : file.entries) {
      if (full_) {
        return;
      }
      const Mode mode = observing_under(outer, entry.mode);
      if (entry.kind == StackEntry::Kind::kModule) {
        append(entry, {PlanEntry::Kind::kModule, level, entry.control, &entry, mode});
        continue;
      }
      const bool substack = entry.kind == StackEntry::Kind::kSubstack;
      if (substack) {
        Control passes_over;
        passes_over.on.fill(Action{Action::Kind::kIgnore});
        append(entry, {PlanEntry::Kind::kSubstack, level, passes_over, &entry, mode});
      }
      add_named(entry, substack ? static_cast<uint16_t>(level + 1) : level, mode);
    }
  }

  void add_named(const StackEntry& entry, uint16_t level, const Mode& mode) {
    if (!may_include(entry)) {
      return;
    }
    const StackFile* file = find(entry);
    if (file == nullptr) {
      complete_ = false;
      return;
    }
    if (in_chain(entry.target, file)) {
      refuse_cycle(entry);
      return;
    }
    chain_.push_back({entry.target, file});
    add_file(*file, level, mode);
    chain_.pop_back();
  }

  // What can be told before the file is read.
  bool may_include(const StackEntry& entry) {
    if (in_chain(entry.target, nullptr)) {
      refuse_cycle(entry);
      return false;
    }
    if (chain_.size() > static_cast<size_t>(kMaximumStackDepth)) {
      refuse(entry,
             "stacks are nested more than " + std::to_string(kMaximumStackDepth) +
                 " deep: " + path_of_chain(entry.target),
             "include fewer files from within each other");
      return false;
    }
    // Files without entries cost no position, and yet may include each other without end.
    if (full_ || ++expansions_ > kMaximumPlanEntries) {
      overflow(entry);
      return false;
    }
    return true;
  }

  const StackFile* find(const StackEntry& entry) {
    const auto known = files_.find(entry.target);
    if (known != files_.end()) {
      return known->second;
    }
    const auto file = source_(entry.target, entry.target_place, diagnostics_);
    files_.emplace(entry.target, file.get());
    if (file) {
      plan_.files.push_back(file);
    }
    return file.get();
  }

  void append(const StackEntry& entry, const PlanEntry& position) {
    if (plan_.entries.size() < kMaximumPlanEntries) {
      plan_.entries.push_back(position);
    } else {
      overflow(entry);
    }
  }

  // By path too: the service's own file may be known to its includes under another name.
  [[nodiscard]] bool in_chain(const std::string& name, const StackFile* file) const {
    return std::any_of(chain_.begin(), chain_.end(), [&](const Open& open) {
      return open.name == name ||
             (file != nullptr && !file->path.empty() && open.file->path == file->path);
    });
  }

  [[nodiscard]] std::string path_of_chain(const std::string& last) const {
    std::string text;
    for (const Open& open : chain_) {
      text += open.name + " -> ";
    }
    return text + last;
  }

  void refuse_cycle(const StackEntry& entry) {
    refuse(entry, "this stack includes itself: " + path_of_chain(entry.target),
           "remove one of these includes");
  }

  void overflow(const StackEntry& entry) {
    if (!full_) {
      full_ = true;
      refuse(entry,
             "the stack has more than " + std::to_string(kMaximumPlanEntries) +
                 " entries, with those it includes",
             "include fewer files");
    }
  }

  // Once for an entry, however often its file is included.
  void refuse(const StackEntry& entry, std::string what, std::string remedy) {
    complete_ = false;
    if (std::find(refused_.begin(), refused_.end(), &entry) == refused_.end()) {
      refused_.push_back(&entry);
      const bool named = entry.kind != StackEntry::Kind::kModule;
      diagnostics_.error(named ? entry.target_place : entry.place, std::move(what),
                         std::move(remedy));
    }
  }

  const StackFileSource& source_;
  Diagnostics& diagnostics_;
  Plan plan_;
  std::map<std::string, const StackFile*> files_;
  std::vector<Open> chain_;  // from the service's own file down to the one being read
  std::vector<const StackEntry*> refused_;
  size_t expansions_ = 0;
  bool full_ = false;
  bool complete_ = true;
};

}  // namespace

Plan make_plan(std::shared_ptr<const StackFile> file, const StackFileSource& source,
               Diagnostics& diagnostics) {
  Flattener flattener(source, diagnostics);
  Plan plan = flattener.flatten(std::move(file));
  if (flattener.complete()) {
    check_jumps(plan, diagnostics);
  }
  return plan;
}

}  // namespace warifu
