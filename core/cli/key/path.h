// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::cli {

// From / on, without "." and "..", as the trust rules want a path; not looked up.
[[nodiscard]] Result<std::string> absolute_path(const std::string& path);

// The folder a file lies in; `path` is absolute.
[[nodiscard]] std::string folder_of(const std::string& path);
[[nodiscard]] std::string name_of(const std::string& path);

}  // namespace warifu::cli
