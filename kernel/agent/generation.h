// SPDX-License-Identifier: MIT
// Writing a configuration into the maps, beside the one in force.
#pragma once

#include <cstdint>

#include "kernel/agent/epoch_feeder.h"
#include "kernel/agent/maps.h"
#include "kernel/agent/tables.h"

namespace warifu::agent {

// What a generation says of its agent's surroundings.
struct Surroundings {
  uint32_t pid_namespace = 0;  // inode numbers
  uint32_t user_namespace = 0;
};

// This process's own; kUnavailable outside the initial user namespace (BPF numbers owners as
// that one does).
[[nodiscard]] Result<Surroundings> read_surroundings();

// Who derives the epoch keys of a generation; nothing is put yet. The maps must outlive it.
EpochFeeder feeder_of(const ConfigurationMaps& maps, uint32_t number, const Tables& tables);

// Inserts all rows under `number`. Nothing uses them until the number is activated. On an error
// the rows of that number are taken out again. `feeder` is that of this number.
[[nodiscard]] Result<void> write_generation(const ConfigurationMaps& maps, uint32_t number,
                                            const Tables& tables, const Surroundings& around,
                                            EpochFeeder& feeder, int64_t now_unix_seconds);

// Removes the rows of every generation but one.
void remove_other_generations(const ConfigurationMaps& maps, uint32_t kept);

}  // namespace warifu::agent
