// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "kernel/agent/config.h"

namespace warifu::agent {

// Reads one table of [[stamp]]; nothing where it has a mistake (all are reported).
std::optional<StampEntry> read_stamp(const Node& node, Diagnostics& diagnostics);

// A list of TCP ports, 1 to 65535; not empty; sorted, each once.
std::vector<uint16_t> read_ports(const Node& node, Diagnostics& diagnostics);

}  // namespace warifu::agent
