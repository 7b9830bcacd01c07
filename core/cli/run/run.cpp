// SPDX-License-Identifier: MIT
// warifu run --service NAME -- COMMAND [ARG...]
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/cli/commands.h"
#include "core/cli/run/environment.h"
#include "core/cli/run/program.h"
#include "core/cli/run/shim_trial.h"
#include "sdk/servers/preload/environment.h"

namespace warifu::cli {
namespace {

constexpr const char* kPreload = "LD_PRELOAD";
constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";
constexpr const char* kWhatItCannotSee =
    "Behind \"--\": the server's command line. It may fork, and stay in the foreground or not.\n"
    "The shim stands before accept(2) of the C library. Statically linked programs, Go's and "
    "those\n"
    "that get rights by being executed are refused. It cannot see accepts through io_uring, raw\n"
    "system calls, functions that are looked up in the C library itself, and what the command\n"
    "starts without LD_PRELOAD or statically linked.\n"
    "It knows no account: the stack is asked for the account \"\".";

struct RunOptions {
  std::string service;
  std::string shim = WARIFU_PRELOAD_SHIM;
  bool may_wait = false;
};

int fail(const Context& context, int exit, const std::string& file, const std::string& text) {
  const size_t remedy = text.find("; ");
  Diagnostics diagnostics;
  diagnostics.error({file, 0, 0}, text.substr(0, remedy),
                    remedy == std::string::npos ? "" : text.substr(remedy + 2));
  print(context, diagnostics);
  return exit;
}

std::string absolute(const std::string& folder) {
  return std::filesystem::absolute(folder).lexically_normal().string();
}

// The loader divides the list at these, and knows no way to quote them.
bool can_be_listed(const std::string& path) {
  return path.find_first_of(" :") == std::string::npos;
}

Environment environment_of(const Context& context, const RunOptions& options) {
  Environment environment;
  const std::string before(environment.get(kPreload));
  environment.set(kPreload, before.empty() ? options.shim : options.shim + ":" + before);
  environment.set(preload::kService, options.service);
  environment.set(preload::kConfigDir, absolute(context.config_dir));
  environment.set(preload::kModuleDir, absolute(context.module_dir));
  environment.set(preload::kRuntimeDir, absolute(context.runtime_dir));
  std::string flags;
  if (context.trusts_user) flags += preload::kTrustsUser;
  if (options.may_wait) flags += preload::kMayWait;
  environment.set(preload::kFlags, flags);
  environment.set(preload::kServer, std::to_string(getpid()));
  return environment;
}

int refuse_trial(const Context& context, Trial trial, const RunOptions& options) {
  if (trial == Trial::kNotLoaded) {
    return fail(
        context, kExitCannotSay, options.shim,
        "the loader does not load the shim; install the package again, or look at ld.so(8)");
  }
  return fail(context, kExitCannotSay, "",
              "the server is not started: nobody would be let in; `warifu check " +
                  options.service + "` tells more");
}

int run(const Context& context, RunOptions options, char** words) {
  if (*words == nullptr) {
    return fail(context, kExitCannotSay, "", "no command; write it behind \"--\"");
  }
  if (!is_service_name(options.service)) {
    return fail(context, kExitCannotSay, "",
                "\"" + options.service + "\" is no service name; use [a-z0-9][a-z0-9_-]*");
  }
  options.shim = absolute(options.shim);
  if (!can_be_listed(options.shim)) {
    return fail(context, kExitCannotSay, options.shim,
                "has a space or a colon in its path; the loader needs one without");
  }
  Environment environment = environment_of(context, options);
  const std::string_view path = environment.get("PATH");
  const auto program = find_program(*words, path.empty() ? kUsualPath : path);
  if (!program)
    return fail(context, program.error().exit, program.error().file, program.error().text);
  const Trial trial = try_shim(environment);
  if (trial != Trial::kWorks) return refuse_trial(context, trial, options);
  execve(program->c_str(), words, environment.pointers().data());
  return fail(context, errno == ENOENT ? kExitNotFound : kExitCannotExecute, *program,
              std::string("cannot be executed: ") + strerror(errno));
}

}  // namespace

void add_run(CLI::App& app, const Context& context, int& exit, char** words) {
  CLI::App* const command =
      app.add_subcommand("run", "Start a server that asks for owners by a preloaded shim");
  auto options = std::make_shared<RunOptions>();
  command->add_option("--service", options->service, "Name of the service")->required();
  command->add_flag("--may-wait", options->may_wait,
                    "Take a stack whose modules may wait: each client's wait is all others', too");
  command->add_option("--shim", options->shim, "The shared object to preload")
      ->capture_default_str();
  command->footer(kWhatItCannotSee);
  command->callback([&context, &exit, options, words] { exit = run(context, *options, words); });
}

}  // namespace warifu::cli
