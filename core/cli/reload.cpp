// SPDX-License-Identifier: MIT
// warifu reload SERVICE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/cli/commands.h"
#include "core/cli/trial.h"
#include "core/diagnostic/escape.h"
#include "core/engine/asked_generation.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

// What the process that loads says at its end; kNone: it did not get there.
enum class Answer : char { kNone = 0, kLoads = 'L', kHasMistakes = 'M' };

// In a process of its own: a module that crashes while it loads takes only that one with it.
// Prints what is wrong.
[[noreturn]] void load_and_exit(const Context& context, const std::string& service, int answer) {
  ModuleTable modules(context.modules());
  Diagnostics diagnostics;
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  const bool loads = load_trial(context, modules, service, now, diagnostics) != nullptr;
  print(context, diagnostics);
  std::fflush(nullptr);
  const auto said = static_cast<char>(loads ? Answer::kLoads : Answer::kHasMistakes);
  _exit(write(answer, &said, 1) == 1 ? kExitOk : kExitCannotSay);
}

// In words, not by its exit status: a module may end the process with any.
Answer load_in_child(const Context& context, const std::string& service, int& status) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return Answer::kNone;
  const UniqueFd from(ends[0]);
  UniqueFd to(ends[1]);
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return Answer::kNone;
  if (child == 0) load_and_exit(context, service, to.get());
  to = UniqueFd();
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // It has ended, so this does not wait for it; what it may have started is not waited for.
  char said = 0;
  if (fcntl(from.get(), F_SETFL, O_NONBLOCK) != 0) return Answer::kNone;
  if (read(from.get(), &said, 1) != 1) return Answer::kNone;
  return said == static_cast<char>(Answer::kLoads) ? Answer::kLoads : Answer::kHasMistakes;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return strsignal(WTERMSIG(status));
  return "it ended the process";
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
  int status = -1;
  const Answer answer = load_in_child(context, service, status);
  if (status < 0) {
    return fail(context, std::string("cannot load it in a process of its own: ") + strerror(errno),
                "free memory or processes, and try again");
  }
  if (answer == Answer::kNone) {
    return fail(
        context,
        "a module crashed while it was loaded (" + how_it_ended(status) + "); nothing was reloaded",
        "take the module out of the stack, and tell its author");
  }
  if (answer != Answer::kLoads || status != 0) {
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
