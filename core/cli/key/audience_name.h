// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::cli {

// Whether a name is one for an audience: every byte of it goes into the key, so what does not
// show or is easily lost (blanks, control characters, what is not UTF-8) is refused, and nothing.
[[nodiscard]] Result<void> check_audience_name(const std::string& name);

}  // namespace warifu::cli
