// SPDX-License-Identifier: MIT
// What every subcommand of `warifu` shares.
#pragma once

#include <string>
#include <string_view>

#include "core/config/stack_loader.h"
#include "core/diagnostic/diagnostic.h"
#include "core/module/loaded_module.h"

namespace warifu::cli {

// Exit codes, the same for every subcommand.
enum Exit : int {
  kExitOk = 0,        // or: passed
  kExitNo = 1,        // refused; mistakes were found
  kExitCannotSay = 2  // a usage error, a stack that does not load, a system that does not let us
};

struct Context {
  std::string config_dir = "/etc/warifu";
  std::string module_dir;  // filled with the package's own before the options are read
  std::string runtime_dir = "/run/warifu";
  bool json = false;
  bool colour = false;

  // The running user is trusted beside root only where --config-dir says that this is no
  // production configuration.
  bool trusts_user = false;
  [[nodiscard]] TrustPolicy trust() const;
  [[nodiscard]] ConfigFolder config() const { return {config_dir, trust()}; }
  [[nodiscard]] ModuleFolder modules() const { return {module_dir, trust()}; }
};

enum class Colour { kRed, kGreen, kYellow, kDim, kBold };

// The text in a colour, where the context has colours.
std::string painted(const Context& context, Colour colour, std::string_view text);

// A line each on stderr, coloured, in the order of the files.
void print(const Context& context, const Diagnostics& diagnostics);

}  // namespace warifu::cli
