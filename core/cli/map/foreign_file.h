// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "core/diagnostic/result.h"

namespace warifu::cli {

inline constexpr size_t kLongestForeignFile = size_t{64} << 20U;  // bytes

struct ForeignFile {
  std::string name;  // as messages give it
  std::string base;  // without its folders
  std::string text;
};

// Reads the whole of a regular file, or of standard input where `path` is "-". Errors say what to
// do. It need not be one that others cannot write to: whoever imports reads what comes of it.
[[nodiscard]] Result<ForeignFile> read_foreign_file(const std::string& path);

}  // namespace warifu::cli
