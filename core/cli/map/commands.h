// SPDX-License-Identifier: MIT
// The subcommands of `warifu map`.
#pragma once

#include "core/cli/commands.h"

namespace warifu::cli {

void add_map_import(CLI::App& map, const Context& context, int& exit);

}  // namespace warifu::cli
