// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/diagnostic/result.h"
#include "kernel/agent/clock.h"
#include "kernel/agent/generation.h"
#include "kernel/agent/pin_folder.h"
#include "kernel/agent/programs.h"

namespace warifu::agent {

// Where an agent keeps what outlives it.
struct AgentFolders {
  std::string pins;     // root's alone
  std::string records;  // for servers to enter
};

// What a look at the clock came to.
struct Upkeep {
  std::optional<int64_t> jump;  // real time was set by so many nanoseconds since the last look
  Result<void> keys;            // whether all keys are in place
};

// The programs at work, and the one who may change their configuration. One thread.
class Installation {
 public:
  // Takes over from whatever agent was there, or begins anew: the configuration is complete in
  // the kernel, with its keys, before the first program is attached or exchanged.
  [[nodiscard]] static Result<Installation> start(const AgentFolders& folders, const Tables& tables,
                                                  const ClockReading& now);

  // Puts another configuration in force; on an error the old one stays, and its keys.
  [[nodiscard]] Result<void> configure(const Tables& tables, const ClockReading& now);

  // Tells the programs of the clock, and keeps the keys ahead of it. To be called after start(),
  // well before keys run out, and whenever the clock was set.
  Upkeep keep_up(const ClockReading& now);

  // Removes what configure() left of the configuration before. To be called a while later: a
  // connect that began under it finishes under it.
  void retire_old();

 private:
  Installation(PinFolder folder, std::string records, Programs programs, Settings settings,
               Surroundings around)
      : folder_(std::move(folder)),
        records_(std::move(records)),
        programs_(std::move(programs)),
        settings_(std::move(settings)),
        around_(around) {}
  [[nodiscard]] Result<void> activate(const Tables& tables, const ClockReading& now);
  [[nodiscard]] Result<void> prepare(const Tables& tables);
  PinFolder folder_;
  std::string records_;
  Programs programs_;
  Settings settings_;
  Surroundings around_;
  std::optional<EpochFeeder> feeder_;  // of the generation in force
};

}  // namespace warifu::agent
