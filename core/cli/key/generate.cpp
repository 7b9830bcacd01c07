// SPDX-License-Identifier: MIT
// warifu key generate [FILE]
#include <openssl/rand.h>

#include "core/cli/key/commands.h"
#include "core/cli/key/key_output.h"
#include "core/cli/key/not_dumpable.h"
#include "core/cli/key/report.h"

namespace warifu::cli {
namespace {

struct GenerateOptions {
  std::string file;
  OutputOptions output;
};

Result<void> generate(const Context& context, const GenerateOptions& options) {
  auto possible = check_output(context, options.output, !options.file.empty());
  if (!possible) return possible;
  const NotDumpable guard;
  std::vector<MadeKey> keys(1);
  keys.front().file = options.file;
  const auto bytes = keys.front().secret.writable();
  if (RAND_priv_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return failure(ErrorKind::kUnavailable,
                   "the system gives no random bytes; see what its log says of getrandom(2)");
  }
  return put_keys(context, options.output, keys);
}

}  // namespace

void add_key_generate(CLI::App& key, const Context& context, int& exit) {
  CLI::App* const command =
      key.add_subcommand("generate", "Make a key of random bytes: a master, or one to share");
  auto options = std::make_shared<GenerateOptions>();
  command->add_option("file", options->file, "New file for it; without one, standard output")
      ->type_name("FILE");
  add_output_options(*command, options->output);
  command->callback([&context, &exit, options] {
    const auto done = generate(context, *options);
    exit = done ? kExitOk : fail(context, done.error());
  });
}

}  // namespace warifu::cli
