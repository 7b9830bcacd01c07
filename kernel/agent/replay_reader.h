// SPDX-License-Identifier: MIT
#pragma once

#include "core/toml/table_reader.h"
#include "kernel/agent/config.h"
#include "kernel/agent/config_sources.h"

namespace warifu::agent {

// Reads [[replay]]; entries with a mistake are left out (all are reported).
std::vector<ReplayEntry> read_replays(const Array& array, const ConfigSources& sources,
                                      Diagnostics& diagnostics);

}  // namespace warifu::agent
