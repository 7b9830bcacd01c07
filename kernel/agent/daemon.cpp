// SPDX-License-Identifier: MIT
#include "kernel/agent/daemon.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <time.h>

#include <cerrno>
#include <chrono>
#include <cinttypes>
#include <cstdlib>
#include <optional>

#include "core/diagnostic/escape.h"
#include "core/posix/unique_fd.h"
#include "kernel/agent/clock_timer.h"
#include "kernel/agent/installation.h"
#include "kernel/agent/loaded_config.h"

namespace warifu::agent {
namespace {

// How long a replaced configuration stays in the kernel: its keys sign the retransmissions of the
// SYNs that went out under it, and the proofs of those that are answered late. Linux gives a SYN up
// after little more than two minutes.
constexpr std::chrono::seconds kRetireAfter{150};
// How often the clock is looked at: little against an epoch and the shortest time that keys are
// derived ahead.
constexpr std::chrono::seconds kUpkeepEvery{60};

UniqueFd watch_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGHUP, SIGTERM, SIGINT})
    sigaddset(&set, number);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

// 0 where there is none.
int next_signal(int fd) {
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

std::string jump_text(int64_t nanoseconds) {
  const int64_t milliseconds = std::abs(nanoseconds / 1'000'000);
  char text[160];
  std::snprintf(text, sizeof text,
                "the clock was set %s by %" PRId64 ".%03" PRId64
                " s; what was signed just before it may be refused",
                nanoseconds < 0 ? "back" : "ahead", milliseconds / 1000, milliseconds % 1000);
  return text;
}

// An agent at work: what wakes it, and what it does then.
class Service {
  using Clock = std::chrono::steady_clock;

 public:
  Service(Installation installation, ClockTimer timer, int signals, const DaemonOptions& options,
          const Log& log)
      : installation_(std::move(installation)),
        timer_(std::move(timer)),
        signals_(signals),
        options_(options),
        log_(log) {}

  // Until it is told to stop.
  void run() {
    keep_up();
    for (;;) {
      pollfd waiting[] = {{signals_, POLLIN, 0}, {timer_.fd(), POLLIN, 0}};
      const int woken = ::poll(waiting, std::size(waiting), -1);
      if (woken > 0 && waiting[1].revents != 0) keep_up();
      const int signal = woken > 0 && waiting[0].revents != 0 ? next_signal(signals_) : 0;
      if (signal == SIGHUP) reload();
      if (signal == SIGTERM || signal == SIGINT) return;
    }
  }

 private:
  void retire_old() {
    if (!retire_at_ || Clock::now() < *retire_at_) return;
    installation_.retire_old();
    retire_at_.reset();
  }

  void keep_up() {
    retire_old();
    if (const auto set = timer_.restart(kUpkeepEvery); !set) log_.error(set.error().text);
    const Upkeep upkeep = installation_.keep_up(options_.clock());
    if (upkeep.jump) log_.warning(jump_text(*upkeep.jump));
    if (!upkeep.keys) {
      log_.error("keys are missing: " + escaped(upkeep.keys.error().text) +
                 "; this is tried again in a minute");
    }
  }

  void reload() {
    tell_reloading();
    const auto loaded = load_config(options_.config, log_);
    const bool ready = loaded && make_replay_folders(*loaded, options_.replay_folder, log_);
    const auto done =
        ready ? installation_.configure(loaded->tables, options_.clock()) : Result<void>{};
    if (!done) log_.error(escaped(done.error().text) + "; the configuration stays as it was");
    if (!ready) log_.error("the configuration stays as it was");
    if (ready && done) log_.notice("the configuration was read again");
    retire_at_ = Clock::now() + kRetireAfter;
    sd_notify(0, "READY=1");
  }

  Installation installation_;
  ClockTimer timer_;
  int signals_;
  const DaemonOptions& options_;
  const Log& log_;
  // When a configuration that was replaced goes, to the nearest upkeep.
  std::optional<Clock::time_point> retire_at_ = Clock::now() + kRetireAfter;
};

}  // namespace

int check_config(const std::string& path, const Log& log) {
  return load_config(path, log) ? 0 : 1;
}

int run_daemon(const DaemonOptions& options, const Log& log, const std::function<void()>& ready) {
  const UniqueFd signals = watch_signals();
  auto timer = ClockTimer::create();
  auto loaded = load_config(options.config, log);
  if (!timer || !loaded || !make_replay_folders(*loaded, options.replay_folder, log)) return 1;
  auto installation = Installation::start({options.pin_folder, options.record_folder},
                                          loaded->tables, options.clock());
  if (!installation) {
    log.error(escaped(installation.error().text));
    return 1;
  }
  if (loaded->tables.destinations.empty()) log.notice("nothing is configured to be stamped");
  loaded.reset();  // with the keys that it holds
  ready();
  sd_notify(0, "READY=1");
  Service(*std::move(installation), *std::move(timer), signals.get(), options, log).run();
  sd_notify(0, "STOPPING=1");
  log.notice("stopped; stamping goes on ('warifu agent detach' ends it)");
  return 0;
}

}  // namespace warifu::agent
