// SPDX-License-Identifier: MIT
#include "core/cli/key/rotate_run.h"

#include <nlohmann/json.hpp>

#include "core/cli/key/keyring_session.h"
#include "core/cli/key/not_dumpable.h"
#include "core/cli/key/report.h"
#include "core/cli/key/rotation_report.h"
#include "core/diagnostic/escape.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

void print_diff(const Context& context, const Keyring& keyring, const KeyringChange& change) {
  const std::string text = diff(keyring.path, keyring.text, change.edits);
  if (context.json) {
    std::printf("%s\n", nlohmann::json{{"diff", text}}
                            .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                            .c_str());
    return;
  }
  // As it is, for patch(1), but for what would play with a terminal.
  size_t begin = 0;
  for (size_t end = text.find_first_of("\t\n"); end != text.npos;
       end = text.find_first_of("\t\n", begin)) {
    std::printf("%s%c", escaped(text.substr(begin, end - begin)).c_str(), text[end]);
    begin = end + 1;
  }
}

// What is wrong with a service's counters is no reason not to tell of a change that was made.
std::vector<ServiceUsage> usages_there_are(const Context& context, const RotateOptions& options) {
  auto usages = read_usages(context, options);
  if (usages) return std::move(*usages);
  fail(context, usages.error());
  return {};
}

int report(const Context& context, const Keyring& keyring, const KeyScope& scope,
           const std::vector<ServiceUsage>& usages, const RotateOptions& options) {
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  const auto made =
      make_report(keyring, scope, context.trust(), usages, quiet_time(options).value(), now);
  print_report(context, keyring, made, usages);
  return kExitOk;
}

}  // namespace

int take(const Context& context, const RotateOptions& options, const Step& step) {
  if (const auto quiet = quiet_time(options); !quiet) return fail(context, quiet.error());
  const NotDumpable guard;
  const auto path = keyring_path(context, options);
  if (!path) return fail(context, path.error());
  const auto session =
      KeyringSession::open(context, *path, options.dry_run ? Access::kRead : Access::kEdit);
  if (!session) return kExitCannotSay;
  const Keyring& keyring = session->keyring();
  const auto scope = choose_scope(keyring, options.choice(), step.at);
  if (!scope) return fail(context, scope.error());
  if (step.object && !options.force) {
    if (const auto objected = step.object(keyring, *scope)) return *objected;
  }
  const auto intent = step.intend(keyring, *scope);
  if (!intent) return fail(context, intent.error());
  const auto after = session->preview(intent->change);
  if (!after) return kExitCannotSay;
  if (step.check) {
    if (const auto fine = step.check(*after, intent->entry); !fine) {
      return fail(context, fine.error());
    }
  }
  if (options.dry_run) {
    print_diff(context, keyring, intent->change);
    return kExitOk;
  }
  if (!session->commit(intent->change, *after)) return kExitCannotSay;
  return report(context, *after, scope_around(*after, intent->entry),
                usages_there_are(context, options), options);
}

int show_status(const Context& context, const RotateOptions& options) {
  if (const auto quiet = quiet_time(options); !quiet) return fail(context, quiet.error());
  const NotDumpable guard;
  const auto path = keyring_path(context, options);
  if (!path) return fail(context, path.error());
  const auto session = KeyringSession::open(context, *path, Access::kRead);
  if (!session) return kExitCannotSay;
  const auto scope = choose_scope(session->keyring(), options.choice(), {});
  if (!scope) return fail(context, scope.error());
  const auto usages = read_usages(context, options);
  if (!usages) return fail(context, usages.error());
  return report(context, session->keyring(), *scope, *usages, options);
}

}  // namespace warifu::cli
