// SPDX-License-Identifier: MIT
#include "core/cli/key/path.h"

#include <filesystem>

namespace warifu::cli {

Result<std::string> absolute_path(const std::string& path) {
  if (path.empty()) return failure(ErrorKind::kArgument, "a path is empty; name a file");
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  if (error) {
    return failure(ErrorKind::kUnavailable,
                   path + ": the working folder is not known: " + error.message() +
                       "; give the whole path, from / on");
  }
  return absolute.lexically_normal().string();
}

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

std::string name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

}  // namespace warifu::cli
