// SPDX-License-Identifier: MIT
// A service's stack in use, reloadable while it is asked.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "core/engine/decision.h"
#include "core/engine/generation_slot.h"
#include "core/engine/verify.h"
#include "core/owner/record_map.h"

namespace warifu {

struct EngineOptions {
  LoadOptions load;
  ModuleFolder modules;
  std::string runtime_dir = "/run/warifu";
};

class Engine {
 public:
  // nullptr where anything was reported as an error.
  static std::unique_ptr<Engine> open(EngineOptions options, Diagnostics& diagnostics);

  // false: the old generation stays in use, and the diagnostics say why. Any thread.
  bool reload(Diagnostics& diagnostics);

  enum class Asked { kNo, kReloaded, kFailed };
  // Reloads if the number in RUNTIME_DIR/generation/SERVICE changed since it was last looked
  // at; looks at most once a second. Any thread.
  Asked reload_if_asked(Diagnostics& diagnostics);

  [[nodiscard]] std::shared_ptr<const Generation> generation() noexcept { return slot_->take(); }

  // Where the source "record" reads. Opened once a stack in use names that source.
  [[nodiscard]] RecordMap* records() noexcept { return &records_; }

 private:
  explicit Engine(EngineOptions options);
  std::shared_ptr<const Generation> load(Diagnostics& diagnostics);
  void prepare_cache(const StackFile& file, Diagnostics& diagnostics);
  bool load_and_replace(Diagnostics& diagnostics);
  void prepare_records(const Generation& generation);
  void tell_trouble_with_records(const Generation& generation);

  EngineOptions options_;
  ModuleTable modules_;
  RecordMap records_;
  std::atomic<const char*> told_ = nullptr;  // of RecordMap::trouble(), so that it is told once
  std::shared_ptr<RefusalMeter> meter_;
  std::shared_ptr<SharedCache> cache_;  // of the first loading, for all that follow
  size_t cache_bytes_ = 0;              // as the stack had it then
  std::unique_ptr<GenerationSlot> slot_;
  std::mutex reload_mutex_;
  uint64_t loadings_ = 0;
  uint64_t seen_number_ = 0;
  std::atomic<int64_t> looked_at_ns_ = 0;
};

}  // namespace warifu
