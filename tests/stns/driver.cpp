// SPDX-License-Identifier: MIT
// A server without clients: it opens an engine, and verifies owners on command.
//
//     driver --service S --config-dir D --module-dir M --runtime-dir R
//
// Commands are lines of JSON on standard input, answers are such lines on standard output, each
// with an "event". "do" is one of
//     verify    a job, members as in job.h; its "answer" lines, then "done". A job with processes
//               runs beside whatever is asked next
//     reload    "reloaded", with the status and what is wrong
//     hold      opens `count` descriptors more, and keeps them
//     status    resident memory in KiB, number of open descriptors, the highest of them
// Ends with its standard input.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/stns/crowd.h"
#include "tests/stns/tally.h"

using namespace warifu::client;

namespace {

constexpr rlim_t kEnoughDescriptors = 16384;

Options parse(int argc, char** argv) {
  Options options;
  CLI::App app("driver");
  app.add_option("--service", options.service)->required();
  app.add_option("--config-dir", options.config_dir)->required();
  app.add_option("--module-dir", options.module_dir)->required();
  app.add_option("--runtime-dir", options.runtime_dir)->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  options.log = note_logged;
  return options;
}

void verify(const Job& job, const Engine& engine) {
  if (job.processes == 0) {
    work(job, engine, 0);
    tell({{"event", "done"}, {"id", job.id}, {"started", 0}, {"killed", 0}, {"failed", 0}});
    return;
  }
  const pid_t driver = getpid();
  if (fork() != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != driver) _exit(3);
  std::signal(SIGCHLD, SIG_DFL);  // this one waits for its own
  try {
    run_crowd(job, engine);
    _exit(0);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    tell({{"event", "broken"}, {"id", job.id}});
    _exit(3);
  }
}

void reload(const Engine& engine) {
  const auto failure = engine.reload();
  tell({{"event", "reloaded"},
        {"status", failure ? failure->status : WARIFU_OK},
        {"error", failure ? failure->text.substr(0, 2000) : ""}});
}

void hold(int count) {
  rlimit limit{kEnoughDescriptors, kEnoughDescriptors};
  setrlimit(RLIMIT_NOFILE, &limit);
  int held = 0;
  while (held < count && open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0)
    ++held;
  tell({{"event", "held"}, {"count", held}});
}

long resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6));
  return -1;
}

void status() {
  int highest = 0, count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    highest = std::max(highest, std::stoi(entry.path().filename()));
    ++count;
  }
  tell({{"event", "status"},
        {"resident", resident_kib()},
        {"descriptors", count},
        {"highest", highest}});
}

void obey(const nlohmann::json& command, const Engine& engine) {
  const std::string what = command.at("do");
  if (what == "verify") return verify(read_job(command), engine);
  if (what == "reload") return reload(engine);
  if (what == "hold") return hold(command.at("count"));
  if (what == "status") return status();
  throw std::invalid_argument(what);
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  std::signal(SIGCHLD, SIG_IGN);
  auto engine = Engine::open(options);
  if (const Failure* failure = std::get_if<Failure>(&engine)) {
    std::cerr << failure->text << '\n';
    return 1;
  }
  tell({{"event", "ready"}});
  try {
    for (std::string line; std::getline(std::cin, line);)
      obey(nlohmann::json::parse(line), std::get<Engine>(engine));
    engine = Failure{};  // closed, as a server does
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
  // LeakSanitizer looks at a process that is traced or short of time and gives up: who leaks is
  // seen by what `status` tells.
  _exit(0);
}
