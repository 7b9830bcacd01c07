// SPDX-License-Identifier: MIT
#include "tests/unit/cache/fixture.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <utility>

#include "core/hash/siphash.h"

namespace cache_test {

using namespace warifu;

std::atomic<int64_t> TestClock::now = kSecond;

namespace {

std::shared_ptr<SharedCache> make(size_t bytes, CacheClock clock) {
  auto made = SharedCache::make(bytes, clock);
  if (!made) FAIL(made.error().text);
  return *made;
}

uint64_t seal_of(const std::string& name, const std::string& value) {
  const std::string all = name + "\n" + value;
  return SipHash::of({reinterpret_cast<const uint8_t*>(all.data()), all.size()}, {1, 2});
}

}  // namespace

std::shared_ptr<SharedCache> small_cache(size_t bytes) {
  return make(bytes, TestClock::read);
}
std::shared_ptr<SharedCache> real_cache(size_t bytes) {
  return make(bytes, boottime_us);
}

CacheKey key(const std::string& text, uint8_t owner) {
  return {{owner}, {reinterpret_cast<const uint8_t*>(text.data()), text.size()}};
}

bool put(SharedCache& cache, const std::string& name, const std::string& value, int64_t keep) {
  return cache.put(key(name), {reinterpret_cast<const uint8_t*>(value.data()), value.size()},
                   keep / 2, keep, kPatience);
}

std::optional<std::string> get(SharedCache& cache, const std::string& name) {
  std::string room(65536, '\0');
  SharedCache::Found found{};
  if (!cache.get(key(name), {reinterpret_cast<uint8_t*>(room.data()), room.size()}, found)) {
    return {};
  }
  room.resize(found.length);
  return room;
}

std::string sealed(const std::string& name, uint64_t number, size_t length) {
  std::string value(std::max<size_t>(16, length) - 8, static_cast<char>(number));
  value.replace(0, 8, reinterpret_cast<const char*>(&number), 8);
  const uint64_t seal = seal_of(name, value);
  return value + std::string(reinterpret_cast<const char*>(&seal), 8);
}

bool is_sealed(const std::string& name, const std::string& value) {
  if (value.size() < 16) return false;
  const std::string body = value.substr(0, value.size() - 8);
  const uint64_t seal = seal_of(name, body);
  return value.substr(value.size() - 8) == std::string(reinterpret_cast<const char*>(&seal), 8);
}

Child::Child(const std::function<void()>& what) : id_(fork()) {
  REQUIRE(id_ >= 0);
  if (id_ != 0) return;
  what();
  _exit(0);
}

Child::~Child() {
  kill();
}

Child::Child(Child&& from) noexcept : id_(std::exchange(from.id_, 0)) {}

Child& Child::operator=(Child&& from) noexcept {
  kill();
  id_ = std::exchange(from.id_, 0);
  return *this;
}

void Child::kill() {
  if (id_ == 0) return;
  (void)::kill(id_, SIGKILL);
  wait();
}

void Child::stop() {
  REQUIRE(::kill(id_, SIGSTOP) == 0);
  int status = 0;
  REQUIRE(waitpid(id_, &status, WUNTRACED) == id_);
  REQUIRE(WIFSTOPPED(status));
}

void Child::go_on() const {
  REQUIRE(::kill(id_, SIGCONT) == 0);
}

int Child::wait() {
  int status = -1;
  (void)waitpid(std::exchange(id_, 0), &status, 0);
  return status;
}

void* map_shared(size_t bytes) {
  void* const memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  return memory;
}

void unmap_shared(void* memory, size_t bytes) {
  munmap(memory, bytes);
}

void until(const std::function<bool()>& holds) {
  while (!holds())
    usleep(100);
}

}  // namespace cache_test
