// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "core/engine/generation.h"

namespace warifu {

// The generation in use. Taking it costs two atomic additions and no lock, so that a fork
// never leaves a lock behind that nobody in the child will release (std::atomic<shared_ptr>
// spins on one). Replaced generations are let go when the last who was taking them is done.
class GenerationSlot {
 public:
  explicit GenerationSlot(std::shared_ptr<const Generation> first);
  GenerationSlot(const GenerationSlot&) = delete;
  GenerationSlot& operator=(const GenerationSlot&) = delete;
  ~GenerationSlot() = default;

  // Any thread.
  [[nodiscard]] std::shared_ptr<const Generation> take() noexcept;
  // One thread at a time.
  void replace(std::shared_ptr<const Generation> next);

 private:
  // Stays until the slot goes, so that who read its address may always touch `takers`;
  // what it holds goes as soon as nobody can be copying it.
  struct Holder {
    std::shared_ptr<const Generation> generation;
    std::atomic<int> takers = 0;
  };
  void let_go_of_replaced();

  std::vector<std::unique_ptr<Holder>> holders_;
  std::atomic<Holder*> current_;
};

}  // namespace warifu
