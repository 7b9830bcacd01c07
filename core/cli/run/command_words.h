// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

namespace warifu::cli {

// Where in argv the words of the command to run begin: behind the first "--" that follows `run`.
// argc where there are none. They are somebody else's: the parser would take "-l" for an option of
// ours, "check" for a subcommand, and "[::1]" for a list.
int command_words(const CLI::App& app, int argc, char** argv);

}  // namespace warifu::cli
