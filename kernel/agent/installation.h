// SPDX-License-Identifier: MIT
#pragma once

#include "core/diagnostic/result.h"
#include "kernel/agent/generation.h"
#include "kernel/agent/pin_folder.h"
#include "kernel/agent/programs.h"

namespace warifu::agent {

// The programs at work, and the one who may change their configuration. One thread.
class Installation {
 public:
  // Takes over from whatever agent was there, or begins anew: the configuration is complete in
  // the kernel before the first program is attached or exchanged.
  [[nodiscard]] static Result<Installation> start(const std::string& pin_folder,
                                                  const Tables& tables);

  // Puts another configuration in force; on an error the old one stays.
  [[nodiscard]] Result<void> configure(const Tables& tables);

  // Removes what configure() left of the configuration before. To be called a while later: a
  // connect that began under it finishes under it.
  void retire_old();

 private:
  Installation(PinFolder folder, Programs programs, Settings settings, Surroundings around)
      : folder_(std::move(folder)),
        programs_(std::move(programs)),
        settings_(std::move(settings)),
        around_(around) {}
  [[nodiscard]] Result<void> activate(const Tables& tables);
  PinFolder folder_;
  Programs programs_;
  Settings settings_;
  Surroundings around_;
};

}  // namespace warifu::agent
