// SPDX-License-Identifier: MIT
#include "kernel/agent/root_folder.h"

#include <sys/stat.h>

#include <cerrno>

#include "core/trust/walk.h"
#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

// The way to `path` was walked and is root's alone: nobody else can put a link there meanwhile.
Result<void> make_one(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot make " + path, errno));
  }
  // The mode without what umask(2) took.
  if (::chmod(path.c_str(), 0755) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + path + " to all", errno));
  }
  return {};
}

}  // namespace

Result<UniqueFd> make_root_folder(const std::string& path) {
  auto walked = walk_trusted(path, TrustPolicy{}, Target::kFolder);
  const size_t slash = path.rfind('/');
  if (!walked && walked.error().kind == ErrorKind::kUnavailable && slash != 0) {
    auto above = make_root_folder(path.substr(0, slash));
    if (!above) return above;
    if (auto made = make_one(path); !made) return tl::unexpected<Error>(made.error());
    walked = walk_trusted(path, TrustPolicy{}, Target::kFolder);
  }
  if (!walked) return tl::unexpected<Error>(walked.error());
  return std::move(walked->fd);
}

}  // namespace warifu::agent
