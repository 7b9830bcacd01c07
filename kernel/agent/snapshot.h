// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "kernel/agent/maps.h"
#include "kernel/agent/tables.h"

namespace warifu::agent {

// The rows of one generation, read back from the maps.
Tables read_tables(const ConfigurationMaps& maps, uint32_t generation);

// What an operator would have written to get these rows (places are empty; a destination that an
// earlier entry took is not there).
AgentConfig decompile(const Tables& tables);

}  // namespace warifu::agent
