// SPDX-License-Identifier: MIT
#include "kernel/agent/daemon.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <time.h>

#include <cerrno>
#include <cinttypes>
#include <optional>

#include "core/diagnostic/escape.h"
#include "core/posix/unique_fd.h"
#include "kernel/agent/config_reader.h"
#include "kernel/agent/installation.h"

namespace warifu::agent {
namespace {

// How long a replaced configuration stays in the kernel: a connect(2) that began under it takes
// microseconds to its SYN.
constexpr int kRetireAfterMilliseconds = 1000;

std::optional<Tables> read_tables_of(const std::string& path, const Log& log) {
  Diagnostics diagnostics;
  const AgentConfig config = load_agent_config(path, diagnostics);
  std::optional<Tables> tables;
  if (!diagnostics.has_errors()) tables = compile(config, diagnostics);
  for (const Diagnostic& each : diagnostics.items()) {
    each.severity == Severity::kError ? log.error(to_line(each)) : log.warning(to_line(each));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return tables;
}

UniqueFd watch_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGHUP, SIGTERM, SIGINT})
    sigaddset(&set, number);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC));
}

// 0 where the time is up.
int next_signal(int fd, int timeout_milliseconds) {
  pollfd waiting{fd, POLLIN, 0};
  if (::poll(&waiting, 1, timeout_milliseconds) != 1) return 0;
  signalfd_siginfo info{};
  if (::read(fd, &info, sizeof(info)) != sizeof(info)) return 0;
  return static_cast<int>(info.ssi_signo);
}

void tell_reloading() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const uint64_t microseconds =
      static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1000;
  sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64, microseconds);
}

void reload(Installation& installation, const DaemonOptions& options, const Log& log) {
  tell_reloading();
  const auto tables = read_tables_of(options.config, log);
  const auto done = tables ? installation.configure(*tables) : Result<void>{};
  if (!tables) log.error("the configuration stays as it was");
  if (!done) log.error(escaped(done.error().text) + "; the configuration stays as it was");
  if (tables && done) log.notice("the configuration was read again");
  sd_notify(0, "READY=1");
}

int serve(Installation& installation, int signals, const DaemonOptions& options, const Log& log) {
  int timeout = kRetireAfterMilliseconds;
  for (;;) {
    switch (next_signal(signals, timeout)) {
      case 0:
        installation.retire_old();
        timeout = -1;
        break;
      case SIGHUP:
        reload(installation, options, log);
        timeout = kRetireAfterMilliseconds;
        break;
      default:
        sd_notify(0, "STOPPING=1");
        log.notice("stopped; stamping goes on ('warifu agent detach' ends it)");
        return 0;
    }
  }
}

}  // namespace

int check_config(const std::string& path, const Log& log) {
  return read_tables_of(path, log) ? 0 : 1;
}

int run_daemon(const DaemonOptions& options, const Log& log, const std::function<void()>& ready) {
  const UniqueFd signals = watch_signals();
  const auto tables = read_tables_of(options.config, log);
  if (!tables) return 1;
  auto installation = Installation::start(options.pin_folder, *tables);
  if (!installation) {
    log.error(escaped(installation.error().text));
    return 1;
  }
  if (tables->destinations.empty()) log.notice("nothing is configured to be stamped");
  ready();
  sd_notify(0, "READY=1");
  return serve(*installation, signals.get(), options, log);
}

}  // namespace warifu::agent
