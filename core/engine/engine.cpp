// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include "core/engine/asked_generation.h"
#include "core/engine/clock.h"

namespace warifu {

Engine::Engine(EngineOptions options) : options_(std::move(options)), modules_(options_.modules) {}

std::unique_ptr<Engine> Engine::open(EngineOptions options, Diagnostics& diagnostics) {
  std::unique_ptr<Engine> engine(new Engine(std::move(options)));
  const EngineOptions& kept = engine->options_;
  auto meter = make_refusal_meter();
  if (!meter) {
    diagnostics.error({}, meter.error().text, "");
    return nullptr;
  }
  engine->meter_ = std::move(*meter);
  // Read before the stack: a reload asked for meanwhile is then done once more, not missed.
  engine->seen_number_ =
      read_asked_generation(kept.runtime_dir, kept.load.service, kept.load.config.trust)
          .value_or(0);
  auto first = engine->load(diagnostics);
  if (!first) return nullptr;
  engine->slot_ = std::make_unique<GenerationSlot>(std::move(first));
  return engine;
}

std::shared_ptr<const Generation> Engine::load(Diagnostics& diagnostics) {
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  Plan plan = load_plan(options_.load.config, options_.load.service, now, diagnostics);
  return Generation::build(std::move(plan), modules_, options_.load, meter_, ++loadings_,
                           diagnostics);
}

bool Engine::reload(Diagnostics& diagnostics) {
  const std::lock_guard lock(reload_mutex_);
  return load_and_replace(diagnostics);
}

bool Engine::load_and_replace(Diagnostics& diagnostics) {
  auto next = load(diagnostics);
  if (!next) return false;
  slot_->replace(std::move(next));
  return true;
}

Engine::Asked Engine::reload_if_asked(Diagnostics& diagnostics) {
  const int64_t now = monotonic_ns();
  int64_t looked = looked_at_ns_.load();
  if (now - looked < kNanosecondsPerSecond || !looked_at_ns_.compare_exchange_strong(looked, now)) {
    return Asked::kNo;
  }
  // Looked in on once a second: the right moment to tell the end of a flood of refusals.
  const auto current = slot_->take();
  if (current->log() != nullptr) current->log()->tell_overdue();
  const auto number = read_asked_generation(options_.runtime_dir, options_.load.service,
                                            options_.load.config.trust);
  if (!number) {
    diagnostics.error({}, number.error().text, "");
    return Asked::kFailed;
  }
  // Never waits: in a child that was forked while another thread reloaded, the lock stays taken.
  const std::unique_lock lock(reload_mutex_, std::try_to_lock);
  if (!lock.owns_lock() || *number == seen_number_) return Asked::kNo;
  seen_number_ = *number;
  return load_and_replace(diagnostics) ? Asked::kReloaded : Asked::kFailed;
}

}  // namespace warifu
