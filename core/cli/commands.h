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
// `words`: argv from the command to run on.
void add_run(CLI::App& app, const Context& context, int& exit, char** words);
void add_module(CLI::App& app, const Context& context, int& exit);
void add_agent(CLI::App& app, const Context& context, int& exit);
void add_key(CLI::App& app, const Context& context, int& exit);
void add_map(CLI::App& app, const Context& context, int& exit);
void add_completion(CLI::App& app, int& exit);

// What the completion scripts call: `warifu __complete -- WORDS...` prints what the last word
// may become. Outside the command line's own parser, which would take the words for its own.
// false where something else was asked.
bool complete_if_asked(const CLI::App& app, const Context& context, int argc, char** argv);

}  // namespace warifu::cli
