// SPDX-License-Identifier: MIT
// Jobs that wait, and whose turn it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <tuple>

#include "warifu/warifu.h"

namespace warifu::redis {

// Who waits: a uid. Not of an address: a tenant may use any that its host has.
struct Party {
  bool is_operator = false;
  std::optional<uint32_t> uid;

  static Party of(const warifu_owner_handle* owner);
  static Party operators() { return {true, std::nullopt}; }

  bool operator<(const Party& other) const {
    return std::tie(is_operator, uid) < std::tie(other.is_operator, other.uid);
  }
};

// One job of each party in turn, so that nobody waits for more than one of each other party's.
// Not for several threads at once.
class FairQueue {
 public:
  using Job = std::function<void()>;
  static constexpr size_t kMost = 4096;
  static constexpr size_t kMostOfOne = 256;

  // false: so many wait already. Where it throws, nothing was added.
  bool push(const Party& party, Job job);
  // The next one; not where it is empty.
  Job pop();

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] size_t size() const { return size_; }

 private:
  std::map<Party, std::deque<Job>> waiting_;
  std::list<Party> turns_;  // each party once that has a job
  size_t size_ = 0;
};

}  // namespace warifu::redis
