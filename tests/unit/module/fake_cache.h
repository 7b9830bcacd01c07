// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>

#include "warifu/module.h"

namespace module_test {

// A shared cache for one test: keeps everything, on a clock that the test moves.
class FakeCache {
 public:
  int64_t now = 1'000'000;              // microseconds
  std::function<void()> while_waiting;  // what another process does meanwhile; may be empty
  std::function<void()> before_claim;   // the same, just before a claim

  std::function<bool(const std::string& key)> has_no_room;  // for a put; empty: there always is

  int get(const std::string& key, void* room, size_t capacity, warifu_cached* found);
  int claim(const std::string& key, int64_t lease);
  int put(const std::string& key, std::string value, int64_t fresh, int64_t keep);
  void release(const std::string& key) { leased_until_.erase(key); }
  int wait(const std::string& key);

  [[nodiscard]] bool leased(const std::string& key) const;
  [[nodiscard]] size_t size() const { return values_.size(); }
  void clear() { values_.clear(); }
  // What a bounded cache may do at any time: drops values, by how their key begins.
  void drop(const std::string& prefix) {
    std::erase_if(values_, [&](const auto& value) { return value.first.starts_with(prefix); });
  }

 private:
  struct Value {
    std::string bytes;
    int64_t put_at, fresh_until, kept_until;
  };
  std::map<std::string, Value> values_;
  std::map<std::string, int64_t> leased_until_;
};

}  // namespace module_test
