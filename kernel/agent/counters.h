// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace warifu::agent {

// One counter (enum warifu_outcome) of a map of counters per CPU, by its borrowed descriptor, over
// all CPUs; 0 where it cannot be read.
uint64_t read_counter(int map, uint32_t slot);

// Counts one more. For slots that no BPF program counts in: the kernel takes the numbers of all
// CPUs at once.
void add_to_counter(int map, uint32_t slot);

}  // namespace warifu::agent
