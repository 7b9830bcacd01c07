// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "kernel/agent/config.h"
#include "kernel/agent/config_sources.h"

namespace warifu::agent {

// Reads one table of [[stamp]]; nothing where it has a mistake (all are reported). Its secrets go
// to `keys`.
std::optional<StampEntry> read_stamp(const Node& node, const ConfigSources& sources, KeyRing& keys,
                                     Diagnostics& diagnostics);

// A list of TCP ports, 1 to 65535; not empty; sorted, each once.
std::vector<uint16_t> read_ports(const Node& node, Diagnostics& diagnostics);

}  // namespace warifu::agent
