// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "kernel/agent/config.h"

namespace warifu::agent {

// Reads one table of [[identity]]; nothing where it has a mistake (all are reported).
std::optional<IdentityEntry> read_identity(const Node& node, Diagnostics& diagnostics);

// "machine.slice/tenant-a" as its components; a leading slash is allowed. kArgument, with what is
// wrong, for an empty path (it would be every task), ".", "..", empty or overlong components, and
// more than WARIFU_CGROUP_DEPTH of them.
Result<std::vector<std::string>> split_cgroup_path(std::string_view path);

}  // namespace warifu::agent
