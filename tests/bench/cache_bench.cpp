// SPDX-License-Identifier: MIT
// The shared cache: what a value costs that another process has put.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/cache/shared_cache.h"

namespace {

using namespace warifu;

constexpr int64_t kLong = int64_t{3600} * 1'000'000;
constexpr size_t kOwners = 10'000;

CacheKey key_of(size_t number) {
  const std::string name = "user/" + std::to_string(number);
  return {{1}, {reinterpret_cast<const uint8_t*>(name.data()), name.size()}};
}

std::shared_ptr<SharedCache> filled(size_t length) {
  auto made = SharedCache::make(size_t{64} << 20);
  if (!made) std::abort();
  const std::vector<uint8_t> value(length, 7);
  for (size_t i = 0; i < kOwners; ++i)
    (void)(*made)->put(key_of(i), value, kLong, kLong, kLong);
  return *made;
}

std::vector<CacheKey> keys() {
  std::vector<CacheKey> all;
  for (size_t i = 0; i < kOwners; ++i)
    all.push_back(key_of(i));
  return all;
}

void get(benchmark::State& state, size_t length) {
  const auto cache = filled(length);
  const auto all = keys();
  uint8_t room[4096];
  SharedCache::Found found{};
  size_t next = 0;
  size_t missed = 0;
  for (auto _ : state) {
    missed += cache->get(all[next], room, found) ? 0 : 1;
    next = (next + 7919) % kOwners;
  }
  state.counters["missed"] = static_cast<double>(missed);
}

void cache_get(benchmark::State& state) {
  get(state, 120);
}
void cache_get_long(benchmark::State& state) {
  get(state, 700);
}

void cache_put(benchmark::State& state) {
  const auto cache = filled(120);
  const auto all = keys();
  const std::vector<uint8_t> value(120, 8);
  size_t next = 0;
  for (auto _ : state) {
    (void)cache->put(all[next], value, kLong, kLong, kLong);
    next = (next + 7919) % kOwners;
  }
}

void cache_claim_release(benchmark::State& state) {
  const auto cache = filled(120);
  const CacheKey key = key_of(0);
  for (auto _ : state) {
    const uint64_t ticket = cache->ticket();
    (void)cache->claim(key, kLong, ticket, kLong);
    cache->release(key, ticket);
  }
}

BENCHMARK(cache_get);
BENCHMARK(cache_get_long);
BENCHMARK(cache_put);
BENCHMARK(cache_claim_release);

}  // namespace

BENCHMARK_MAIN();
