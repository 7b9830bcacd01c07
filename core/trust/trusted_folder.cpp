// SPDX-License-Identifier: MIT
#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "core/trust/walk.h"

namespace warifu {
namespace {

constexpr size_t kMaximumNames = 65536;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

bool is_dots(const char* name) {
  return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

}  // namespace

Result<std::vector<std::string>> list_trusted_folder(const std::string& path,
                                                     const TrustPolicy& policy) {
  auto walked = walk_trusted(path, policy, Target::kFolder);
  if (!walked) return tl::unexpected(walked.error());
  struct stat status = {};
  auto fd = reopen_walked(*walked, path, policy, Target::kFolder, status);
  if (!fd) return tl::unexpected(fd.error());
  const Folder folder(::fdopendir(fd->get()));
  if (!folder) {
    return failure(ErrorKind::kConfiguration, path + " cannot be listed: " + ::strerror(errno));
  }
  (void)fd->release();  // the folder's now
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (!is_dots(entry->d_name)) names.emplace_back(entry->d_name);
    if (names.size() > kMaximumNames) {
      return failure(ErrorKind::kConfiguration, path + " holds too many files; remove some");
    }
    errno = 0;
  }
  if (errno != 0) {
    return failure(ErrorKind::kConfiguration, path + " cannot be listed: " + std::strerror(errno));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace warifu
