// SPDX-License-Identifier: MIT
#include "core/engine/generation_slot.h"

namespace warifu {

GenerationSlot::GenerationSlot(std::shared_ptr<const Generation> first) : current_(nullptr) {
  replace(std::move(first));
}

std::shared_ptr<const Generation> GenerationSlot::take() noexcept {
  for (;;) {
    Holder* const holder = current_.load();
    holder->takers.fetch_add(1);
    // Sequentially consistent with replace(): either this sees the new holder, or replace()
    // sees this taker and leaves the old one alone.
    if (current_.load() == holder) {
      std::shared_ptr<const Generation> taken = holder->generation;
      holder->takers.fetch_sub(1);
      return taken;
    }
    holder->takers.fetch_sub(1);
  }
}

void GenerationSlot::replace(std::shared_ptr<const Generation> next) {
  auto holder = std::make_unique<Holder>();
  holder->generation = std::move(next);
  holders_.push_back(std::move(holder));
  current_.store(holders_.back().get());
  let_go_of_replaced();
}

void GenerationSlot::let_go_of_replaced() {
  for (const auto& each : holders_) {
    if (each.get() != current_.load() && each->takers.load() == 0) each->generation.reset();
  }
}

}  // namespace warifu
