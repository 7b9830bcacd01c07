// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include <algorithm>

#include "core/engine/asked_generation.h"
#include "core/engine/clock.h"

namespace warifu {

Engine::Engine(EngineOptions options)
    : options_(std::move(options)),
      modules_(options_.modules),
      records_(options_.runtime_dir, options_.load.config.trust) {}

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
  engine->prepare_records(*first);
  engine->slot_ = std::make_unique<GenerationSlot>(std::move(first));
  return engine;
}

std::shared_ptr<const Generation> Engine::load(Diagnostics& diagnostics) {
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  Plan plan = load_plan(options_.load.config, options_.load.service, now, diagnostics);
  if (plan.file) prepare_cache(*plan.file, diagnostics);
  return Generation::build(std::move(plan), modules_, options_.load, meter_, cache_, ++loadings_,
                           diagnostics);
}

// Once, and before the server forks: whoever was forked before would not share it.
void Engine::prepare_cache(const StackFile& file, Diagnostics& diagnostics) {
  if (loadings_ == 0) {
    cache_ = make_cache(file, diagnostics);
    cache_bytes_ = file.cache.bytes;
  } else if (file.cache.bytes != cache_bytes_) {
    diagnostics.warning(file.cache.place.line == 0 ? Place{file.path, 0, 0} : file.cache.place,
                        "the size of the cache was changed, and stays what it was when the server "
                        "started",
                        "restart the server, or change it back");
  }
}

bool Engine::reload(Diagnostics& diagnostics) {
  const std::lock_guard lock(reload_mutex_);
  return load_and_replace(diagnostics);
}

bool Engine::load_and_replace(Diagnostics& diagnostics) {
  auto next = load(diagnostics);
  if (!next) return false;
  prepare_records(*next);
  slot_->replace(std::move(next));
  return true;
}

// Not where no stack asks: trying bpf(2) under a filter of system calls costs a fork, and may
// leave a line in the system's audit log.
void Engine::prepare_records(const Generation& generation) {
  const auto& sources = generation.file().owner.sources;
  if (std::find(sources.begin(), sources.end(), WARIFU_SOURCE_RECORD) == sources.end()) return;
  records_.prepare();
  tell_trouble_with_records(generation);
}

void Engine::tell_trouble_with_records(const Generation& generation) {
  constexpr int kWarning = 4;  // as syslog(3)
  const char* const trouble = records_.trouble();
  if (told_.exchange(trouble) == trouble || trouble == nullptr) return;
  if (generation.log() == nullptr) return;
  generation.log()->note(kWarning, "warifu",
                         "the source \"record\" is not available: " + std::string(trouble));
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
  // And in a parent whose children each live for one login only, for them.
  records_.refresh();
  tell_trouble_with_records(*current);
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
