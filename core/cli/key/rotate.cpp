// SPDX-License-Identifier: MIT
// warifu key rotate begin | status | finish | remove | abort | reopen
#include "core/cli/key/commands.h"
#include "core/cli/key/rotate_run.h"

namespace warifu::cli {
namespace {

using MakeStep = Step (*)(const Context&, const RotateOptions&);

// The options stay as long as the command does.
struct StepCommand {
  CLI::App* command = nullptr;
  std::shared_ptr<RotateOptions> options = std::make_shared<RotateOptions>();
};

StepCommand add_step(CLI::App& rotate, const Context& context, int& exit, const char* name,
                     const char* help, MakeStep step) {
  StepCommand made;
  made.command = rotate.add_subcommand(name, help);
  add_choice(*made.command, *made.options);
  made.command->add_flag("--dry-run", made.options->dry_run, "Show the change and make none");
  made.command->callback([&context, &exit, step, options = made.options] {
    exit = take(context, *options, step(context, *options));
  });
  return made;
}

void add_begin(CLI::App& rotate, const Context& context, int& exit) {
  const StepCommand made =
      add_step(rotate, context, exit, "begin", "Accept a new key beside the old", begin_step);
  made.command->add_option("--secret-file", made.options->secret_file, "File of the new key")
      ->type_name("FILE")
      ->required();
  made.command->add_option("--not-after", made.options->not_after,
                           "When the new key ends: a TOML date, or none");
}

void add_guarded(CLI::App& rotate, const Context& context, int& exit, const char* name,
                 const char* help, MakeStep step) {
  const StepCommand made = add_step(rotate, context, exit, name, help, step);
  add_services(*made.command, *made.options);
  made.command->add_flag("--force", made.options->force, "Whether the key is still used or not");
}

void add_status(CLI::App& rotate, const Context& context, int& exit) {
  const auto options = std::make_shared<RotateOptions>();
  CLI::App* const command =
      rotate.add_subcommand("status", "Which key replaces which, and what to do next");
  add_choice(*command, *options);
  add_services(*command, *options);
  command->callback([&context, &exit, options] { exit = show_status(context, *options); });
}

}  // namespace

void add_key_rotate(CLI::App& key, const Context& context, int& exit) {
  CLI::App* const rotate = key.add_subcommand(
      "rotate", "Replace a key of a server's keyring without a refused login: warifu-rotate(7)");
  rotate->require_subcommand(1);
  add_begin(*rotate, context, exit);
  add_status(*rotate, context, exit);
  add_guarded(*rotate, context, exit, "finish", "Retire the old key", finish_step);
  add_step(*rotate, context, exit, "remove", "Delete the retired key's entry", remove_step);
  add_guarded(*rotate, context, exit, "abort", "Undo begin: delete the new key's entry",
              abort_step);
  add_step(*rotate, context, exit, "reopen", "Undo finish: take the retired key back", reopen_step);
}

}  // namespace warifu::cli
