// SPDX-License-Identifier: MIT
#include "core/log/decision_log.h"

#include <ctime>

#include "core/log/auto_sink.h"
#include "core/log/metered_log.h"

namespace warifu {
namespace {

// Rates, and looks at a file once a second, need no finer time than the tick (at most 10 ms); the
// fine clock costs several times as much.
int64_t monotonic_now() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec * int64_t{1'000'000'000} + now.tv_nsec;
}

Result<std::unique_ptr<Sink>> make_sink(const LogEnvironment& environment, const LogConfig& config,
                                        SharedMeter& meter, MonotonicClock clock) {
  switch (config.sink) {
    case LogSink::kJournal:
      return std::make_unique<JournalSink>(environment.journal);
    case LogSink::kSyslog:
      return std::make_unique<SyslogSink>(environment.syslog);
    case LogSink::kFile:
      return FileSink::open(config.file, clock, meter.torn_line);
    case LogSink::kAuto:
      break;
  }
  return std::make_unique<AutoSink>(environment.journal, environment.syslog,
                                    environment.error_stream);
}

}  // namespace

Result<std::unique_ptr<DecisionLog>> open_decision_log_in(const LogEnvironment& environment,
                                                          const LogTarget& target,
                                                          std::shared_ptr<RefusalMeter> meter) {
  const MonotonicClock clock = environment.clock != nullptr ? environment.clock : monotonic_now;
  auto sink = make_sink(environment, *target.config, **meter, clock);
  if (!sink) return tl::unexpected(std::move(sink.error()));
  return std::make_unique<MeteredLog>(target, std::move(meter), std::move(*sink), clock);
}

Result<std::unique_ptr<DecisionLog>> open_decision_log(const LogTarget& target,
                                                       std::shared_ptr<RefusalMeter> meter) {
  return open_decision_log_in(LogEnvironment{}, target, std::move(meter));
}

}  // namespace warifu
