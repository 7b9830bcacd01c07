// SPDX-License-Identifier: MIT
// warifu key ...
#include "core/cli/key/commands.h"

namespace warifu::cli {

void add_key(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const key = app.add_subcommand("key", "Make keys, tell them apart, replace them");
  key->require_subcommand(1);
  add_key_generate(*key, context, exit);
  add_key_derive(*key, context, exit);
  add_key_fingerprint(*key, context, exit);
  add_key_usage(*key, context, exit);
  add_key_rotate(*key, context, exit);
}

}  // namespace warifu::cli
