// SPDX-License-Identifier: MIT
#include "core/cli/key/rotate_steps.h"

#include <algorithm>

#include "core/cli/key/report.h"
#include "core/cli/key/rotate_begin.h"
#include "core/cli/key/secret_check.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

int64_t now_seconds() {
  return realtime_ns() / kNanosecondsPerSecond;
}

// The services' counters, each asked whether a key may be given up.
std::optional<int> ask_services(
    const Context& context, const RotateOptions& options,
    const std::function<std::optional<Objection>(const ServiceUsage&, std::chrono::seconds)>& ask) {
  if (options.services.empty()) {
    return fail(context, {ErrorKind::kArgument,
                          "whether the key is still used is not known; name the services of this "
                          "server with --service, or say --force"});
  }
  const auto quiet = quiet_time(options);
  if (!quiet) return fail(context, quiet.error());
  const auto usages = read_usages(context, options);
  if (!usages) return fail(context, usages.error());
  std::optional<int> exit;
  for (const ServiceUsage& usage : *usages) {
    const auto objection = ask(usage, *quiet);
    if (!objection) continue;
    const int said = objection->is_in_use ? kExitNo : kExitCannotSay;
    fail(context, {ErrorKind::kUnavailable, objection->text});
    exit = std::max(exit.value_or(kExitOk), said);
  }
  return exit;
}

// "": it cannot be read, and nothing is counted under that name.
std::string name_of_key(const Context& context, const Keyring& keyring, size_t entry) {
  return fingerprint_of(keyring.entries[entry], context.trust()).value_or("");
}

size_t entry_after(size_t entry, const std::vector<size_t>& gone) {
  size_t before = 0;
  for (const size_t each : gone)
    before += each < entry ? 1 : 0;
  return entry - before;
}

}  // namespace

Step begin_step(const Context&, const RotateOptions& options) {
  Step step;
  step.at = {RotationStep::kNone, RotationStep::kFinished};
  step.intend = [&options](const Keyring& keyring, const KeyScope& scope) -> Result<Intent> {
    const size_t old = scope.active.front();
    const auto key = new_key_for(keyring, keyring.entries[old], options);
    if (!key) return tl::unexpected(key.error());
    return Intent{added_beside(keyring, old, *key), old};
  };
  step.check = [](const Keyring& after, size_t entry) {
    return check_end(after.entries[entry + 1], now_seconds());
  };
  return step;
}

Step finish_step(const Context& context, const RotateOptions& options) {
  Step step;
  step.at = {RotationStep::kBegun};
  step.intend = [](const Keyring& keyring, const KeyScope& scope) -> Result<Intent> {
    const size_t old = scope.active.front();
    return Intent{restated(keyring, {{old, kRetired}, {scope.accept.front(), kActive}}), old};
  };
  step.object = [&](const Keyring& keyring, const KeyScope& scope) {
    const std::string old = name_of_key(context, keyring, scope.active.front());
    const std::string fresh = name_of_key(context, keyring, scope.accept.front());
    return ask_services(context, options, [&](const auto& usage, auto quiet) {
      return objection_to_retiring(usage, old, fresh, quiet, now_seconds());
    });
  };
  return step;
}

Step remove_step(const Context&, const RotateOptions&) {
  Step step;
  step.at = {RotationStep::kFinished, RotationStep::kBegun};
  step.intend = [](const Keyring& keyring, const KeyScope& scope) -> Result<Intent> {
    if (scope.retired.empty()) {
      return failure(ErrorKind::kArgument,
                     "there is no retired key; `warifu key rotate finish` "
                     "retires one");
    }
    return Intent{removed(keyring, scope.retired),
                  entry_after(scope.active.front(), scope.retired)};
  };
  return step;
}

Step abort_step(const Context& context, const RotateOptions& options) {
  Step step;
  step.at = {RotationStep::kBegun};
  step.intend = [](const Keyring& keyring, const KeyScope& scope) -> Result<Intent> {
    return Intent{removed(keyring, scope.accept), entry_after(scope.active.front(), scope.accept)};
  };
  step.object = [&](const Keyring& keyring, const KeyScope& scope) {
    const std::string fresh = name_of_key(context, keyring, scope.accept.front());
    return ask_services(context, options, [&](const auto& usage, auto quiet) {
      return objection_to_dropping(usage, fresh, quiet, now_seconds());
    });
  };
  return step;
}

Step reopen_step(const Context&, const RotateOptions&) {
  Step step;
  step.at = {RotationStep::kFinished};
  step.intend = [](const Keyring& keyring, const KeyScope& scope) -> Result<Intent> {
    if (scope.retired.size() != 1) {
      return failure(ErrorKind::kArgument,
                     "several keys are retired, and it is not clear which to take back; remove the "
                     "older ones from the file");
    }
    const size_t old = scope.retired.front();
    return Intent{restated(keyring, {{old, kActive}, {scope.active.front(), kAccept}}), old};
  };
  return step;
}

}  // namespace warifu::cli
