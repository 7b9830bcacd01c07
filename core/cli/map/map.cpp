// SPDX-License-Identifier: MIT
// warifu map ...
#include "core/cli/map/commands.h"

namespace warifu::cli {

void add_map(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const map = app.add_subcommand("map", "Make owner maps of what others wrote");
  map->require_subcommand(1);
  add_map_import(*map, context, exit);
}

}  // namespace warifu::cli
