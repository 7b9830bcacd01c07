// SPDX-License-Identifier: MIT
// warifu reload SERVICE
#include <cerrno>
#include <cstring>

#include "core/cli/commands.h"
#include "core/cli/loading_process.h"
#include "core/cli/trial.h"
#include "core/diagnostic/escape.h"
#include "core/engine/asked_generation.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

// Prints what is wrong.
bool loads(const Context& context, const std::string& service) {
  ModuleTable modules(context.modules());
  Diagnostics diagnostics;
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  const bool loaded = load_trial(context, modules, service, now, diagnostics) != nullptr;
  print(context, diagnostics);
  return loaded;
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
  const auto outcome = load_in_process([&] { return loads(context, service); });
  if (outcome.loaded == Loaded::kNotStarted) {
    return fail(context, std::string("cannot load it in a process of its own: ") + strerror(errno),
                "free memory or processes, and try again");
  }
  if (outcome.loaded == Loaded::kCrashed) {
    return fail(context,
                "a module crashed while it was loaded (" + outcome.how + "); nothing was reloaded",
                "take the module out of the stack, and tell its author");
  }
  if (outcome.loaded != Loaded::kYes) {
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
