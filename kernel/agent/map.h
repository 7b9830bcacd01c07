// SPDX-License-Identifier: MIT
#pragma once

#include <bpf/bpf.h>

#include <cerrno>
#include <optional>
#include <vector>

#include "core/diagnostic/result.h"
#include "kernel/agent/errno_text.h"

namespace warifu::agent {

// A BPF map by its descriptor (borrowed), with the types of its keys and values, which must be
// those of kernel/bpf/layout.h. Not for per-CPU maps.
template <typename Key, typename Value>
class Map {
 public:
  explicit Map(int fd) : fd_(fd) {}

  [[nodiscard]] Result<void> put(const Key& key, const Value& value) const {
    const int error = bpf_map_update_elem(fd_, &key, &value, BPF_ANY);
    if (error == 0) return {};
    return failure(ErrorKind::kInternal, with_errno("cannot write a BPF map", error));
  }
  // The same for a key that has no value; one that is there stays.
  [[nodiscard]] Result<void> add(const Key& key, const Value& value) const {
    const int error = bpf_map_update_elem(fd_, &key, &value, BPF_NOEXIST);
    if (error == 0 || error == -EEXIST) return {};
    return failure(ErrorKind::kInternal, with_errno("cannot write a BPF map", error));
  }
  [[nodiscard]] std::optional<Value> get(const Key& key) const {
    Value value{};
    if (bpf_map_lookup_elem(fd_, &key, &value) != 0) return std::nullopt;
    return value;
  }
  [[nodiscard]] bool contains(const Key& key) const { return get(key).has_value(); }
  void remove(const Key& key) const { bpf_map_delete_elem(fd_, &key); }

  // All keys; complete only while nobody writes (whoever writes holds the pin folder's lock).
  [[nodiscard]] std::vector<Key> keys() const {
    std::vector<Key> keys;
    Key next{};
    while (bpf_map_get_next_key(fd_, keys.empty() ? nullptr : &keys.back(), &next) == 0) {
      keys.push_back(next);
    }
    return keys;
  }

 private:
  int fd_;
};

}  // namespace warifu::agent
