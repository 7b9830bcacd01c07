// SPDX-License-Identifier: MIT
// The subcommands: each adds itself to the command line, and leaves in `exit` what the program
// is to end with when it was chosen.
#pragma once

#include <CLI/CLI.hpp>

#include "core/cli/context.h"

namespace warifu::cli {

void add_check(CLI::App& app, const Context& context, int& exit);
void add_test(CLI::App& app, const Context& context, int& exit);
void add_reload(CLI::App& app, const Context& context, int& exit);
void add_module(CLI::App& app, const Context& context, int& exit);
void add_agent(CLI::App& app, const Context& context, int& exit);
void add_completion(CLI::App& app, const Context& context, int& exit);

}  // namespace warifu::cli
