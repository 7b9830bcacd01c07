// SPDX-License-Identifier: MIT
// Where the keys that a command made go: into new files, or to standard output.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "core/cli/context.h"
#include "kernel/wire/secret.h"

namespace warifu::cli {

struct OutputOptions {
  bool to_stdout = false;
  std::string group;  // "": none
};

// --stdout, --group
void add_output_options(CLI::App& command, OutputOptions& options);

// A key and where it goes.
struct MadeKey {
  wire::Secret secret;
  std::string file;     // "": standard output
  std::string purpose;  // "": none; the audience or address it was derived for
};

// Whether what is asked can be, before any secret is made or read. `files`: whether keys go into
// files.
[[nodiscard]] Result<void> check_output(const Context& context, const OutputOptions& options,
                                        bool files);

// Writes all of them, or none: a file that cannot be made takes those before it away again.
// Then says what was written: "FINGERPRINT  FILE". Never prints a key but on standard output
// where that was asked for.
[[nodiscard]] Result<void> put_keys(const Context& context, const OutputOptions& options,
                                    const std::vector<MadeKey>& keys);

}  // namespace warifu::cli
