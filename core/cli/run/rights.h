// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::cli {

// Refuses a program that gets rights by being executed: for it the loader takes no shim
// (AT_SECURE, ld.so(8)). Also where its caller has them already: whoever starts it next may not.
// The error's text is "WHAT; REMEDY", to be put behind the file's path.
[[nodiscard]] Result<void> judge_rights(const std::string& path);

}  // namespace warifu::cli
