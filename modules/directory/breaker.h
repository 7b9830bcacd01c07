// SPDX-License-Identifier: MIT
// A directory that keeps failing is left alone for a while, by all processes of the server: its
// state is in the shared cache, one for each entry.
//
//   closed      fetches go through; `failures` of them in a row that fail open it
//   open        nobody fetches, for `locktime`
//   half open   after that: one caller fetches; success closes, failure opens it for `locktime`
//
// The count is read and written without a lock: failures at the same moment may count as one,
// which opens the breaker a failure later. Where the cache drops the state it is closed.
#pragma once

#include <cstdint>
#include <memory>

#include "modules/directory/cache_key.h"
#include "modules/directory/cached_lookup.h"

namespace warifu::directory {

class Breaker {
 public:
  Breaker(const warifu_call& call, const CachePolicy& policy);
  Breaker(const Breaker&) = delete;
  Breaker& operator=(const Breaker&) = delete;
  ~Breaker() = default;

  // Nobody may fetch now; false also where one caller might.
  [[nodiscard]] bool is_open() const;

  // Whether this caller may fetch. Half open, it is then the one for at most `span`, and until
  // this goes out of scope.
  [[nodiscard]] bool permits(int64_t span);

  void succeeded();
  void failed();

 private:
  struct State {
    uint32_t failures = 0;
    int64_t locked_for = 0;
  };
  [[nodiscard]] State state() const;
  void store(uint32_t failures, int64_t locked_for) const;
  [[nodiscard]] bool enabled() const { return policy_.failures > 0 && policy_.locktime > 0; }

  const CachePolicy& policy_;
  CacheKey state_key_, trial_key_;
  std::unique_ptr<Lease> trial_;
};

}  // namespace warifu::directory
