// SPDX-License-Identifier: MIT
// warifu reload SERVICE
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "core/cli/commands.h"
#include "core/cli/trial.h"
#include "core/diagnostic/escape.h"
#include "core/engine/asked_generation.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

// In a process of its own: a module that crashes while it loads takes only that one with it.
// Prints what is wrong. Returns the child's status as waitpid(2) gives it.
int load_in_child(const Context& context, const std::string& service) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    ModuleTable modules(context.modules());
    Diagnostics diagnostics;
    const int64_t now = realtime_ns() / kNanosecondsPerSecond;
    const bool loads = load_trial(context, modules, service, now, diagnostics) != nullptr;
    print(context, diagnostics);
    std::fflush(nullptr);
    _exit(loads ? kExitOk : kExitCannotSay);
  }
  int status = -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

int fail(const Context& context, const std::string& what, const std::string& remedy) {
  Diagnostics diagnostics;
  diagnostics.error({}, what, remedy);
  print(context, diagnostics);
  return kExitCannotSay;
}

int reload(const Context& context, const std::string& service) {
  if (!is_service_name(service)) {
    return fail(context, "\"" + service + "\" is no service name", "use [a-z0-9][a-z0-9_-]*");
  }
  const int status = load_in_child(context, service);
  if (WIFSIGNALED(status)) {
    return fail(context,
                "a module crashed while it was loaded (" +
                    std::string(strsignal(WTERMSIG(status))) + "); nothing was reloaded",
                "take the module out of the stack, and tell its author");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != kExitOk) {
    std::fprintf(stderr, "nothing was reloaded: servers go on with the stack they have\n");
    return kExitCannotSay;
  }
  const auto number = raise_asked_generation(context.runtime_dir, service, context.trust());
  if (!number) return fail(context, number.error().text, "run this as root");
  if (context.json) {
    std::printf("{\"service\": \"%s\", \"asked\": %llu}\n", service.c_str(),
                static_cast<unsigned long long>(*number));
  } else {
    std::printf("%s: loads; servers were asked to reload (number %llu)\n", service.c_str(),
                static_cast<unsigned long long>(*number));
  }
  return kExitOk;
}

}  // namespace

void add_reload(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command = app.add_subcommand(
      "reload", "Load a stack on trial, and if it loads ask its servers to take it");
  auto service = std::make_shared<std::string>();
  command->add_option("service", *service, "Name of the service")->required();
  command->callback([&context, &exit, service] { exit = reload(context, *service); });
}

}  // namespace warifu::cli
