// SPDX-License-Identifier: MIT
// warifu agent status | detach
#include "core/cli/agent_output.h"
#include "core/cli/commands.h"

namespace warifu::cli {
namespace {

int fail(const Context& context, const Error& error, const std::string& remedy) {
  Diagnostics diagnostics;
  diagnostics.error({}, error.text, remedy);
  print(context, diagnostics);
  return kExitCannotSay;
}

struct Folders {
  std::string pins = agent::kDefaultPinFolder;
  std::string records = agent::kDefaultRecordFolder;
};

int show_status(const Context& context, const Folders& folders) {
  const auto status = agent::agent_status(folders.pins, folders.records);
  if (!status) return fail(context, status.error(), "");
  if (context.json) {
    print_json(*status);
  } else {
    print_text(context, *status);
  }
  return status->attached ? kExitOk : kExitNo;
}

int detach(const Context& context, const Folders& folders) {
  const auto done = agent::agent_detach(folders.pins, folders.records);
  if (!done) return fail(context, done.error(), "");
  if (context.json) {
    std::printf("{\"attached\": false}\n");
  } else {
    std::printf("detached: no connection of this host is stamped any more\n");
  }
  return kExitOk;
}

}  // namespace

void add_agent(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command = app.add_subcommand("agent", "This host's stamping of connections");
  command->require_subcommand(1);
  auto folders = std::make_shared<Folders>();
  command->add_option("--bpffs", folders->pins, "Folder that holds the agent's pins")
      ->capture_default_str();
  command->add_option("--record-dir", folders->records, "Folder in which servers find records")
      ->capture_default_str();
  command->add_subcommand("status", "What is attached, in force and counted; which keys are used")
      ->callback([&context, &exit, folders] { exit = show_status(context, *folders); });
  command->add_subcommand("detach", "End stamping: stop the agent and detach its programs")
      ->callback([&context, &exit, folders] { exit = detach(context, *folders); });
}

}  // namespace warifu::cli
