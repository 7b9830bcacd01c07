// SPDX-License-Identifier: MIT
// warifu key usage SERVICE
#include <nlohmann/json.hpp>

#include "core/cli/key/commands.h"
#include "core/cli/key/key_usage.h"
#include "core/cli/key/report.h"
#include "core/cli/key/usage_json.h"
#include "core/cli/time_text.h"
#include "core/diagnostic/escape.h"

namespace warifu::cli {
namespace {

nlohmann::json to_json(const ServiceUsage& usage) {
  nlohmann::json keys = nlohmann::json::array();
  for (const wire::KeyUsageRow& row : usage.table.rows) {
    keys.push_back(usage_json(&row));
    keys.back()["fingerprint"] = fingerprint_of(row);
  }
  return {{"service", escaped(usage.service)},
          {"uncounted", usage.table.uncounted},
          {"keys", std::move(keys)}};
}

void print_text(const ServiceUsage& usage) {
  std::printf("%-16s  %12s  %12s  %-23s  %s\n", "key", "passed", "refused", "first used",
              "last used");
  for (const wire::KeyUsageRow& row : usage.table.rows) {
    std::printf("%-16s  %12llu  %12llu  %-23s  %s\n", fingerprint_of(row).c_str(),
                static_cast<unsigned long long>(row.passed),
                static_cast<unsigned long long>(row.refused), time_text(row.first_used).c_str(),
                time_text(row.last_used).c_str());
  }
  if (usage.table.uncounted > 0) {
    std::printf("and %llu uses of keys for which there was no room\n",
                static_cast<unsigned long long>(usage.table.uncounted));
  }
}

int tell_usage(const Context& context, const std::string& service) {
  const auto usage = read_usage(context.runtime_dir, service);
  if (!usage) return fail(context, usage.error());
  if (context.json) {
    std::printf("%s\n", to_json(*usage).dump(2).c_str());
  } else {
    print_text(*usage);
  }
  return kExitOk;
}

}  // namespace

void add_key_usage(CLI::App& key, const Context& context, int& exit) {
  CLI::App* const command =
      key.add_subcommand("usage", "How often a service's servers on this host used each key");
  auto service = std::make_shared<std::string>();
  command
      ->add_option("service", *service, "Name of the service, or hmac_owner's replay_dir (a path)")
      ->required();
  command->callback([&context, &exit, service] { exit = tell_usage(context, *service); });
}

}  // namespace warifu::cli
