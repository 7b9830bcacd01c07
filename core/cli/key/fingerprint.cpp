// SPDX-License-Identifier: MIT
// warifu key fingerprint FILE...
#include <nlohmann/json.hpp>

#include "core/cli/key/commands.h"
#include "core/cli/key/not_dumpable.h"
#include "core/cli/key/report.h"
#include "core/cli/key/secret_input.h"
#include "core/diagnostic/escape.h"
#include "kernel/wire/key_derivation.h"

namespace warifu::cli {
namespace {

Result<std::string> fingerprint_of(const std::string& file) {
  const NotDumpable guard;
  const auto secret = read_secret(file, own_files());
  if (!secret) return tl::unexpected(secret.error());
  return wire::fingerprint(*secret);
}

int tell_fingerprints(const Context& context, const std::vector<std::string>& files) {
  nlohmann::json told = nlohmann::json::array();
  int exit = kExitOk;
  for (const std::string& file : files) {
    const auto name = fingerprint_of(file);
    if (!name) exit = fail(context, name.error());
    if (context.json) {
      told.push_back({{"file", escaped(file)}});
      told.back()[name ? "fingerprint" : "error"] = name ? *name : escaped(name.error().text);
    } else if (name) {
      std::printf("%s  %s\n", name->c_str(), escaped(file).c_str());
    }
  }
  if (context.json) std::printf("%s\n", told.dump(2).c_str());
  return exit;
}

}  // namespace

void add_key_fingerprint(CLI::App& key, const Context& context, int& exit) {
  CLI::App* const command = key.add_subcommand(
      "fingerprint", "What logs call a key: tells keys apart and tells nothing of them");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("file", *files, "Files that hold a key; -: standard input")
      ->type_name("FILE")
      ->required();
  command->callback([&context, &exit, files] { exit = tell_fingerprints(context, *files); });
}

}  // namespace warifu::cli
