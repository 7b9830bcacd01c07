// SPDX-License-Identifier: MIT
// warifu: the operator's command.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/cli/commands.h"

namespace {

using warifu::cli::Context;

struct GlobalOptions {
  std::string colour = "auto";
};

bool wants_colour(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  // no-color.org; the command's own taste, not the library's configuration.
  return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

void add_global_options(CLI::App& app, Context& context, GlobalOptions& global) {
  app.add_option("--config-dir", context.config_dir,
                 "Configuration folder; what the running user owns is then trusted too")
      ->capture_default_str();
  app.add_option("--module-dir", context.module_dir, "Folder of the verifier modules")
      ->capture_default_str();
  app.add_option("--runtime-dir", context.runtime_dir, "Folder of what lives until reboot")
      ->capture_default_str();
  app.add_flag("--json", context.json, "Output for programs");
  app.add_option("--color", global.colour, "Colours: auto, always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

int run(int argc, char** argv) {
  Context context;
  GlobalOptions global;
  context.module_dir = WARIFU_MODULE_DIR;
  int exit = warifu::cli::kExitCannotSay;
  CLI::App app("Who owns a connection, and may this owner log in?", "warifu");
  app.set_version_flag("--version", "warifu " WARIFU_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  add_global_options(app, context, global);
  // Runs before any subcommand's callback, once the options above are known.
  app.parse_complete_callback([&] {
    context.colour = wants_colour(global.colour) && !context.json;
    context.trusts_user = app.get_option("--config-dir")->count() > 0;
  });
  warifu::cli::add_check(app, context, exit);
  warifu::cli::add_test(app, context, exit);
  warifu::cli::add_reload(app, context, exit);
  warifu::cli::add_module(app, context, exit);
#ifdef WARIFU_WITH_AGENT
  warifu::cli::add_agent(app, context, exit);
#endif
  warifu::cli::add_completion(app, context, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? warifu::cli::kExitOk : warifu::cli::kExitCannotSay;
  }
  return exit;
}

}  // namespace

int main(int argc, char** argv) try {
  return run(argc, argv);
} catch (const std::exception& failure) {
  std::fprintf(stderr, "warifu: %s\n", failure.what());
  return warifu::cli::kExitCannotSay;
}
