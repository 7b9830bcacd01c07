// SPDX-License-Identifier: MIT
// warifu-agent: stamps the owner of connections into their SYN (man warifu-agent(8)).
#include <bpf/libbpf.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "kernel/agent/background.h"
#include "kernel/agent/config_reader.h"
#include "kernel/agent/daemon.h"
#include "kernel/agent/pin_folder.h"
#include "kernel/agent/record_mount.h"
#include "kernel/agent/replay_folder.h"

using namespace warifu::agent;

namespace {

struct Arguments {
  DaemonOptions daemon;
  bool foreground = false;
  bool check = false;
};

// Nobody may trace it or find its memory in a core file.
void close_to_others() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  ::umask(077);
}

int run(const Arguments& arguments) {
  if (arguments.check) return check_config(arguments.daemon.config, Log(false));
  if (arguments.foreground) return run_daemon(arguments.daemon, Log(false), [] {});
  return run_in_background([&](const std::function<void()>& ready) {
    Log log(false);
    return run_daemon(arguments.daemon, log, [&] {
      log = Log(true);
      ready();
    });
  });
}

int parse_and_run(int argc, char** argv) {
  Arguments arguments{
      {kDefaultConfigPath, kDefaultPinFolder, kDefaultRecordFolder, kDefaultReplayFolder}};
  CLI::App app("Stamps the owner of TCP connections into their SYN.", "warifu-agent");
  app.add_option("--config", arguments.daemon.config, "configuration file (absolute path)")
      ->capture_default_str();
  app.add_option("--bpffs", arguments.daemon.pin_folder,
                 "folder in a BPF file system that keeps the programs attached")
      ->capture_default_str();
  app.add_option("--record-dir", arguments.daemon.record_folder,
                 "folder, a BPF file system, in which servers find their connections' records")
      ->capture_default_str();
  app.add_option("--replay-dir", arguments.daemon.replay_folder,
                 "folder in which each [[replay]] service gets one of its own")
      ->capture_default_str();
  app.add_flag("--foreground", arguments.foreground, "stay in the foreground, log to stderr");
  app.add_flag("--check", arguments.check, "read the configuration, tell its mistakes, and end");
  app.set_version_flag("--version", WARIFU_VERSION);
  CLI11_PARSE(app, argc, argv);
  return run(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  close_to_others();
  libbpf_set_print(nullptr);  // its failures are told once, in an operator's words
  try {
    return parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "warifu-agent: %s\n", error.what());
    return 1;
  }
}
