// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "core/cache/shared_cache.h"

namespace cache_test {

// The clock of caches that move_on() serves; microseconds.
struct TestClock {
  static std::atomic<int64_t> now;
  static int64_t read() { return now; }
};

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kPatience = 60 * kSecond;  // where nobody is in the way
constexpr int64_t kEver = 1000 * kSecond;

// A cache of one shard, unless more is asked for; on the test's clock, or the host's.
std::shared_ptr<warifu::SharedCache> small_cache(size_t bytes = 1);
std::shared_ptr<warifu::SharedCache> real_cache(size_t bytes = 1);

warifu::CacheKey key(const std::string& text, uint8_t owner = 1);

bool put(warifu::SharedCache& cache, const std::string& name, const std::string& value,
         int64_t keep = kEver);
std::optional<std::string> get(warifu::SharedCache& cache, const std::string& name);

// A value that tells whether it is whole: its key's, and with a checksum of its own.
std::string sealed(const std::string& name, uint64_t number, size_t length);
bool is_sealed(const std::string& name, const std::string& value);

// A child that runs `what` and ends; ended and waited for by this at the latest.
class Child {
 public:
  explicit Child(const std::function<void()>& what);
  ~Child();
  Child(Child&& from) noexcept;
  Child& operator=(Child&& from) noexcept;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill();  // and waits until it is gone
  void stop();  // and waits until it is stopped
  void go_on() const;
  int wait();  // its status

 private:
  pid_t id_;
};

// Memory for what processes tell each other.
template <typename T>
class Shared {
 public:
  Shared();
  ~Shared();
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T* operator->() const { return static_cast<T*>(memory_); }

 private:
  void* memory_;
};

void* map_shared(size_t bytes);
void unmap_shared(void* memory, size_t bytes);

template <typename T>
Shared<T>::Shared() : memory_(map_shared(sizeof(T))) {}
template <typename T>
Shared<T>::~Shared() {
  unmap_shared(memory_, sizeof(T));
}

// Gives the processor away until it holds; the test's own end comes if it never does.
void until(const std::function<bool()>& holds);

}  // namespace cache_test
