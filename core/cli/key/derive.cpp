// SPDX-License-Identifier: MIT
// warifu key derive --audience NAME MASTER | --for ADDRESS AUDIENCE
#include <set>

#include "core/cli/key/audience_name.h"
#include "core/cli/key/commands.h"
#include "core/cli/key/key_output.h"
#include "core/cli/key/not_dumpable.h"
#include "core/cli/key/report.h"
#include "core/cli/key/secret_input.h"
#include "core/cli/key/source_address.h"
#include "kernel/wire/key_derivation.h"

namespace warifu::cli {
namespace {

struct DeriveOptions {
  std::string from;
  bool has_audience = false;
  std::string audience;
  std::vector<std::string> addresses;
  std::string file;
  std::string folder;
  OutputOptions output;
};

Result<std::vector<SourceAddress>> addresses_of(const DeriveOptions& options) {
  std::vector<SourceAddress> addresses;
  std::set<std::string> seen;
  for (const std::string& text : options.addresses) {
    auto address = parse_source_address(text);
    if (!address) return tl::unexpected(address.error());
    if (!seen.insert(address->text).second) {
      return failure(ErrorKind::kArgument,
                     "--for " + address->text + " is given twice; remove one");
    }
    addresses.push_back(std::move(*address));
  }
  return addresses;
}

Result<void> check_usage(const DeriveOptions& options) {
  if (options.has_audience == !options.addresses.empty()) {
    return failure(ErrorKind::kArgument,
                   "say what the key is for: --audience NAME with a master, or --for ADDRESS with "
                   "an audience's key");
  }
  if (!options.file.empty() && !options.folder.empty()) {
    return failure(ErrorKind::kArgument, "--out and --out-dir are both given; choose one");
  }
  if (options.has_audience && !options.folder.empty()) {
    return failure(ErrorKind::kArgument,
                   "--out-dir is for the keys of addresses; write --out FILE");
  }
  if (options.addresses.size() > 1 && options.folder.empty()) {
    return failure(ErrorKind::kArgument,
                   "there are several keys to make; name a folder for them with --out-dir");
  }
  if (options.has_audience) return check_audience_name(options.audience);
  return {};
}

std::string file_for(const DeriveOptions& options, const SourceAddress& address) {
  return options.folder.empty() ? options.file : options.folder + "/" + address.text + ".key";
}

std::vector<MadeKey> derived(const DeriveOptions& options, const wire::Secret& from,
                             const std::vector<SourceAddress>& addresses) {
  if (options.has_audience) {
    return {{wire::derive_audience_key(from, options.audience), options.file, options.audience}};
  }
  std::vector<MadeKey> keys;
  keys.reserve(addresses.size());
  for (const SourceAddress& address : addresses) {
    keys.push_back(
        {wire::derive_host_key(from, address.bytes), file_for(options, address), address.text});
  }
  return keys;
}

Result<void> derive(const Context& context, const DeriveOptions& options) {
  const auto addresses = addresses_of(options);
  if (!addresses) return tl::unexpected(addresses.error());
  auto possible = check_usage(options);
  if (!possible) return possible;
  const bool files = !options.file.empty() || !options.folder.empty();
  possible = check_output(context, options.output, files);
  if (!possible) return possible;
  const NotDumpable guard;
  const auto from = read_secret(options.from, own_files());
  if (!from) return tl::unexpected(from.error());
  return put_keys(context, options.output, derived(options, *from, *addresses));
}

}  // namespace

void add_key_derive(CLI::App& key, const Context& context, int& exit) {
  CLI::App* const command = key.add_subcommand(
      "derive", "Make an audience's key from the master, or a client's from an audience's");
  auto options = std::make_shared<DeriveOptions>();
  command
      ->add_option("from", options->from,
                   "File of the master or the audience's key; -: standard input")
      ->type_name("FILE")
      ->required();
  CLI::Option* const audience =
      command->add_option("--audience", options->audience, "Name of servers that trust each other");
  command
      ->add_option("--for", options->addresses, "Address that a client connects from; repeatable")
      ->allow_extra_args(false);
  command->add_option("--out", options->file, "New file for the key")->type_name("FILE");
  command->add_option("--out-dir", options->folder, "Folder for new files ADDRESS.key")
      ->type_name("DIR");
  add_output_options(*command, options->output);
  command->callback([&context, &exit, options, audience] {
    options->has_audience = audience->count() > 0;
    const auto done = derive(context, *options);
    exit = done ? kExitOk : fail(context, done.error());
  });
}

}  // namespace warifu::cli
