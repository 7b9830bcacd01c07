// SPDX-License-Identifier: MIT
#include "core/cli/key/rotate_options.h"

#include "core/cli/key/path.h"
#include "core/toml/table_reader.h"

namespace warifu::cli {

void add_choice(CLI::App& command, RotateOptions& options) {
  command
      .add_option("--keyring", options.keyring,
                  "The keyring; keyring.toml of the configuration folder")
      ->type_name("FILE");
  command.add_option("--slot", options.slot, "Slot of the key")
      ->required()
      ->check(CLI::Range(0, 15));
  command.add_option("--domain", options.domain,
                     "Of several keys in the slot, the one with this domain");
  command.add_option("--from", options.from,
                     "Of several keys in the slot, the one with this prefix");
}

void add_services(CLI::App& command, RotateOptions& options) {
  command
      .add_option("--service", options.services,
                  "Service whose counters tell, or hmac_owner's replay_dir (a path); repeatable")
      ->allow_extra_args(false);
  command
      .add_option("--quiet-for", options.quiet_for,
                  "How long a key must not have been used to be given up")
      ->capture_default_str();
}

Result<std::string> keyring_path(const Context& context, const RotateOptions& options) {
  const bool named = !options.keyring.empty();
  return absolute_path(named ? options.keyring : context.config_dir + "/keyring.toml");
}

Result<std::chrono::seconds> quiet_time(const RotateOptions& options) {
  const auto duration = parse_duration(options.quiet_for);
  if (!duration) {
    return failure(ErrorKind::kArgument, "--quiet-for cannot be \"" + options.quiet_for +
                                             "\"; write a whole number with s, m or h: 10m");
  }
  return std::chrono::duration_cast<std::chrono::seconds>(*duration);
}

Result<std::vector<ServiceUsage>> read_usages(const Context& context,
                                              const RotateOptions& options) {
  std::vector<ServiceUsage> usages;
  for (const std::string& service : options.services) {
    auto usage = read_usage(context.runtime_dir, service);
    if (!usage) return tl::unexpected(usage.error());
    usages.push_back(std::move(*usage));
  }
  return usages;
}

}  // namespace warifu::cli
