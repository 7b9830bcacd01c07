// SPDX-License-Identifier: MIT
#include "kernel/agent/counters.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include <numeric>
#include <vector>

namespace warifu::agent {
namespace {

// One number for each CPU; empty where they cannot be read.
std::vector<uint64_t> read_all(int map, uint32_t slot) {
  const int cpus = libbpf_num_possible_cpus();
  std::vector<uint64_t> values(cpus > 0 ? static_cast<size_t>(cpus) : 0);
  if (values.empty() || bpf_map_lookup_elem(map, &slot, values.data()) != 0) return {};
  return values;
}

}  // namespace

uint64_t read_counter(int map, uint32_t slot) {
  const auto values = read_all(map, slot);
  return std::accumulate(values.begin(), values.end(), uint64_t{0});
}

void add_to_counter(int map, uint32_t slot) {
  auto values = read_all(map, slot);
  if (values.empty()) return;
  ++values.front();
  bpf_map_update_elem(map, &slot, values.data(), BPF_ANY);
}

}  // namespace warifu::agent
