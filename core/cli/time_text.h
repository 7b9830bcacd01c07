// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace warifu::cli {

// "2026-01-31 12:00:00 UTC"; "never" for 0.
[[nodiscard]] std::string time_text(int64_t unix_seconds);

}  // namespace warifu::cli
