// SPDX-License-Identifier: MIT
// The subcommands of `warifu key`.
#pragma once

#include "core/cli/commands.h"

namespace warifu::cli {

void add_key_generate(CLI::App& key, const Context& context, int& exit);
void add_key_derive(CLI::App& key, const Context& context, int& exit);
void add_key_fingerprint(CLI::App& key, const Context& context, int& exit);
void add_key_usage(CLI::App& key, const Context& context, int& exit);
void add_key_rotate(CLI::App& key, const Context& context, int& exit);

}  // namespace warifu::cli
