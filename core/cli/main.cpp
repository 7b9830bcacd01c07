// SPDX-License-Identifier: MIT
// warifu: the operator's command.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/cli/commands.h"
#include "core/cli/run/command_words.h"
#include "core/cli/run/shim_trial.h"
#include "core/diagnostic/did_you_mean.h"
#include "core/diagnostic/escape.h"

namespace {

using warifu::cli::Context;

struct GlobalOptions {
  std::string colour = "auto";
};

bool wants_colour(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  // no-color.org, where an empty one counts as none; the command's own taste, not the library's
  // configuration.
  const char* const unwanted = std::getenv("NO_COLOR");
  if (unwanted != nullptr && *unwanted != '\0') return false;
  // Messages go to the other stream: a file behind either must stay free of colours.
  return isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
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

// Where a word that is no command was mistyped: which one it may have been.
void suggest_command(const CLI::App& app, int argc, char** argv) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const CLI::App* each : commands)
    names.push_back(each->get_name());
  for (int i = 1; i < argc; ++i) {
    const std::string_view near = warifu::nearest(argv[i], {names.begin(), names.end()});
    if (near.empty() || near == argv[i]) continue;
    std::fprintf(stderr, "\"%s\" is no command; did you mean \"%s\"?\n",
                 warifu::escaped(argv[i]).c_str(), std::string(near).c_str());
    return;
  }
}

// Help that was asked for goes out as it is; a mistake repeats words of the command line, and
// those may come from anywhere.
int end_parse(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) {
    app.exit(error);
    return warifu::cli::kExitOk;
  }
  std::fprintf(stderr, "%s\nRun with --help for more information.\n",
               warifu::escaped(error.what()).c_str());
  suggest_command(app, argc, argv);
  return warifu::cli::kExitCannotSay;
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
  const int words = warifu::cli::command_words(app, argc, argv);
  warifu::cli::add_run(app, context, exit, argv + words);
  warifu::cli::add_module(app, context, exit);
  warifu::cli::add_key(app, context, exit);
  warifu::cli::add_map(app, context, exit);
#ifdef WARIFU_WITH_AGENT
  warifu::cli::add_agent(app, context, exit);
#endif
  warifu::cli::add_completion(app, exit);
  if (warifu::cli::complete_if_asked(app, context, argc, argv)) return warifu::cli::kExitOk;
  try {
    // What a command to run is given is its own; the "--" before it is nobody's.
    app.parse(words < argc ? words - 1 : argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_parse(app, error, argc, argv);
  }
  return exit;
}

}  // namespace

int main(int argc, char** argv) try {
  if (warifu::cli::is_trial_without_shim(argc, argv)) return warifu::cli::kExitNo;
  return run(argc, argv);
} catch (const std::exception& failure) {
  std::fprintf(stderr, "warifu: %s\n", failure.what());
  return warifu::cli::kExitCannotSay;
}
