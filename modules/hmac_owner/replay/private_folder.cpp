// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "core/trust/walk.h"
#include "modules/hmac_owner/replay/patience.h"

namespace hmac_owner {
namespace {

using warifu::ErrorKind;
using warifu::failure;
using warifu::Result;
using warifu::UniqueFd;

constexpr mode_t kPermissions = 07777;

UniqueFd open_again(int folder) {
  return UniqueFd(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

std::string owner_fault(const std::string& path, uid_t uid) {
  const std::string own = std::to_string(::geteuid());
  return path + " is owned by uid " + std::to_string(uid) + ", and this process runs as uid " +
         own + "; name the server's user under [[replay]] in agent.toml, or run: chown " + own +
         " " + path;
}

}  // namespace

Result<UniqueFd> open_private_folder(const std::string& path) {
  const warifu::TrustPolicy policy{::geteuid()};
  auto walked = warifu::walk_trusted(path, policy, warifu::Target::kFolder);
  if (!walked) return tl::unexpected(walked.error());
  if (walked->status.st_uid != ::geteuid()) {
    return failure(ErrorKind::kConfiguration, owner_fault(path, walked->status.st_uid));
  }
  if ((walked->status.st_mode & kPermissions) != 0700) {
    return failure(ErrorKind::kConfiguration,
                   path + " must have mode 0700; run: chmod 0700 " + path);
  }
  UniqueFd folder = open_again(walked->fd.get());
  if (!folder.valid()) {
    return failure(ErrorKind::kUnavailable, path + " cannot be opened: " + ::strerror(errno));
  }
  return folder;
}

FolderLock::~FolderLock() {
  if (held_) (void)::flock(fd_.get(), LOCK_UN);
}

int FolderLock::try_lock(int folder) {
  if (!fd_.valid()) fd_ = open_again(folder);
  if (!fd_.valid()) return errno;
  int result = 0;
  do {
    result = ::flock(fd_.get(), LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return errno;
  held_ = true;
  return 0;
}

int FolderLock::lock(int folder, int milliseconds) {
  Patience patience(milliseconds);
  int error = try_lock(folder);
  while (error == EWOULDBLOCK && patience.wait())
    error = try_lock(folder);
  return error;
}

}  // namespace hmac_owner
