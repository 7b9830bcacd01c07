// SPDX-License-Identifier: MIT
#include "core/cli/key/keyring_trial.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/cli/key/toml_value.h"
#include "core/cli/loading_process.h"
#include "core/engine/clock.h"
#include "core/engine/generation.h"

namespace warifu::cli {
namespace {

constexpr const char* kModule = "hmac_owner";

struct Tried {
  const std::string& path;
  const std::string& name;
  const std::function<uint32_t(uint32_t)>& line_now;
};

bool is_installed(const ModuleTable& modules) {
  const auto names = modules.list();
  return names && std::find(names->begin(), names->end(), kModule) != names->end();
}

// A stack of that one entry, which is in no file.
Plan plan_for(const std::string& path, Diagnostics& diagnostics) {
  const std::string stack =
      std::string("[[verify]]\nmodule = \"") + kModule +
      "\"\ncontrol = \"required\"\noptions = { keyring = " + toml_string(path) +
      ", require = \"claim\" }\n";
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  const auto nothing = [](const std::string&, const Place&, Diagnostics&) {
    return std::shared_ptr<const StackFile>();
  };
  return make_plan(read_stack_text(stack, path, false, now, diagnostics), nothing, diagnostics);
}

// The keyring on trial lies under another name, and with other lines.
void print_as_now(const Context& context, const Diagnostics& diagnostics, const Tried& tried) {
  Diagnostics now;
  for (const Diagnostic& each : diagnostics.items()) {
    if (each.severity != Severity::kError) continue;
    Place place = each.place;
    if (place.file == tried.path) {
      place.file = tried.name;
      if (place.line != 0) place.line = tried.line_now(place.line);
      if (place.line == 0) place.column = 0;
    }
    now.error(place, each.what, each.remedy);
  }
  print(context, now);
}

bool loads(const Context& context, const Tried& tried) {
  ModuleTable modules(context.modules());
  Diagnostics diagnostics;
  Plan plan = plan_for(tried.path, diagnostics);
  LoadOptions options;
  options.service = "keyring";
  options.config = context.config();
  options.trial = true;
  const auto generation =
      Generation::build(std::move(plan), modules, options, nullptr, nullptr, 0, diagnostics);
  print_as_now(context, diagnostics, tried);
  return generation != nullptr;
}

}  // namespace

Result<void> try_keyring(const Context& context, const std::string& path, const std::string& name,
                         const std::function<uint32_t(uint32_t)>& line_now) {
  if (!is_installed(ModuleTable(context.modules()))) {
    Diagnostics diagnostics;
    diagnostics.warning({}, "module hmac_owner is not installed here",
                        "run `warifu check` where it is");
    print(context, diagnostics);
    return {};
  }
  const auto outcome = load_in_process([&] { return loads(context, {path, name, line_now}); });
  if (outcome.loaded == Loaded::kYes) return {};
  std::string why = "a server would not load it";
  if (outcome.loaded == Loaded::kCrashed) why = "loading it crashed (" + outcome.how + ")";
  if (outcome.loaded == Loaded::kNotStarted) {
    why = std::string("it cannot be loaded on trial: ") + std::strerror(errno);
  }
  return failure(ErrorKind::kConfiguration, name + " is as it was, for with this change " + why +
                                                "; correct what is said above first");
}

}  // namespace warifu::cli
