// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/trust/trust.h"
#include "kernel/wire/secret.h"

namespace warifu::cli {

// Reads a secret: 64 hexadecimal digits in a file that others can neither write nor read (see
// open_trusted_file), or on standard input where `path` is "-", which must be no terminal: what
// is typed there is seen. No error repeats any of what was read, and every buffer is wiped.
[[nodiscard]] Result<wire::Secret> read_secret(const std::string& path, const TrustPolicy& trust);

// The running user's files beside root's: a master lies on a machine that is not a server.
[[nodiscard]] TrustPolicy own_files();

}  // namespace warifu::cli
