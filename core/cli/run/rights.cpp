// SPDX-License-Identifier: MIT
#include "core/cli/run/rights.h"

#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <cstring>

namespace warifu::cli {
namespace {

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

}  // namespace

Result<void> judge_rights(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    return refused(std::string("cannot be looked at: ") + strerror(errno) +
                   "; look at its folders");
  }
  if ((status.st_mode & S_ISUID) != 0) {
    return refused("is set-user-ID, so the loader takes no shim for it; start it as its user");
  }
  if ((status.st_mode & S_ISGID) != 0) {
    return refused("is set-group-ID, so the loader takes no shim for it; start it in its group");
  }
  if (getxattr(path.c_str(), "security.capability", nullptr, 0) >= 0) {
    return refused(
        "has file capabilities, so the loader takes no shim for it; remove them (setcap -r) and "
        "give its service AmbientCapabilities=");
  }
  return {};
}

}  // namespace warifu::cli
