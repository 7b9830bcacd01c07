// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/context.h"
#include "core/diagnostic/result.h"

namespace warifu::cli {

// Prints an error, whose text says what to do already; for `return fail(...)`.
inline int fail(const Context& context, const Error& error, int exit = kExitCannotSay) {
  Diagnostics diagnostics;
  diagnostics.error({}, error.text, "");
  print(context, diagnostics);
  return exit;
}

}  // namespace warifu::cli
