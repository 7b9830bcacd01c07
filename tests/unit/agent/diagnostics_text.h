// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/diagnostic.h"

namespace warifu::agent {

// All that was told, a line each.
inline std::string text_of(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& each : diagnostics.items())
    lines += to_line(each) + "\n";
  return lines;
}

}  // namespace warifu::agent
