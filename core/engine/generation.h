// SPDX-License-Identifier: MIT
// One loading of a service's stack: its plan, its opened modules, its log.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "core/cache/shared_cache.h"
#include "core/config/lint.h"
#include "core/config/stack_loader.h"
#include "core/engine/process_page.h"
#include "core/log/decision_log.h"
#include "core/module/instance.h"
#include "core/stack/plan.h"

namespace warifu {

// What stays the same over all loadings of an engine.
struct LoadOptions {
  std::string service;
  ConfigFolder config;
  bool nonblocking_only = false;  // refuse modules that may block
  bool trial = false;             // `warifu check` and `warifu test`: modules leave no trace
  warifu_log_callback log = nullptr;
  void* log_data = nullptr;
};

// One position of the plan with what was loaded for it.
struct LoadedEntry {
  std::unique_ptr<ModuleInstance> instance;  // nullptr: a substack's position, or `missing`
  bool missing = false;                      // not installed, and excused: answers ignore
  std::string module;
  std::vector<std::string> reason_ids;  // "MODULE.id", by the module's index
  std::array<std::string, kCodeCount> actions;
  CacheOwner cache_owner{};  // whose entries of the shared cache it sees
};

// Immutable once built, but for the state of processes. Any thread.
class Generation {
 public:
  // Opens every module of the plan and reports every mistake. nullptr where anything was
  // reported as an error, here or before. A trial has no log: `meter` may then be nullptr. Without
  // `cache` modules are told that there is none.
  static std::shared_ptr<const Generation> build(Plan plan, ModuleTable& modules,
                                                 const LoadOptions& options,
                                                 std::shared_ptr<RefusalMeter> meter,
                                                 std::shared_ptr<SharedCache> cache,
                                                 uint64_t number, Diagnostics& diagnostics);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const StackFile& file() const { return *plan_.file; }
  [[nodiscard]] const std::string& service() const { return service_; }
  [[nodiscard]] uint64_t number() const { return number_; }
  [[nodiscard]] const LoadedEntry& entry(size_t index) const { return entries_[index]; }
  [[nodiscard]] ProcessPage::Entry& process_entry(size_t index) const {
    return page_->entry(index);
  }
  [[nodiscard]] SharedCache* cache() const { return cache_.get(); }  // nullptr: there is none
  [[nodiscard]] DecisionLog* log() const { return log_.get(); }      // nullptr in a trial

 private:
  Generation() = default;
  Plan plan_;
  std::string service_;
  uint64_t number_ = 0;
  std::vector<LoadedEntry> entries_;
  std::unique_ptr<ProcessPage> page_;
  std::shared_ptr<SharedCache> cache_;
  std::unique_ptr<DecisionLog> log_;
};

// The cache that a stack asks for. nullptr after a warning: modules then do without.
std::shared_ptr<SharedCache> make_cache(const StackFile& file, Diagnostics& diagnostics);

// What lint() asks of each entry of a loaded plan.
std::vector<ModuleTraits> module_traits(const Generation& generation);

}  // namespace warifu
