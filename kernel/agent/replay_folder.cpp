// SPDX-License-Identifier: MIT
#include "kernel/agent/replay_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"
#include "kernel/agent/root_folder.h"

namespace warifu::agent {
namespace {

constexpr mode_t kMode = 0700;
constexpr gid_t kSameGroup = static_cast<gid_t>(-1);

Result<void> give_to(int fd, uint32_t uid, const std::string& path) {
  if (::fchownat(fd, "", uid, kSameGroup, AT_EMPTY_PATH) == 0) return {};
  return failure(ErrorKind::kUnavailable,
                 with_errno("cannot give " + path + " to uid " + std::to_string(uid), errno));
}

// Of root's own folder. Through /proc, because fchmod(2) does not take an O_PATH descriptor.
Result<void> close_to_others(int fd, const std::string& path) {
  const std::string self = "/proc/self/fd/" + std::to_string(fd);
  if (::chmod(self.c_str(), kMode) == 0) return {};
  return failure(ErrorKind::kUnavailable, with_errno("cannot change the mode of " + path, errno));
}

Result<void> put_right(int fd, uint32_t uid, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return failure(ErrorKind::kInternal, with_errno("cannot examine " + path, errno));
  }
  if (status.st_uid != 0 && status.st_uid != uid) {
    return failure(ErrorKind::kConfiguration, path + " belongs to uid " +
                                                  std::to_string(status.st_uid) +
                                                  "; remove it, or correct \"user\"");
  }
  const bool is_open = (status.st_mode & 07777) != kMode;
  Result<void> done;
  // Only its owner may change a mode (the agent has no CAP_FOWNER), so it is root's meanwhile.
  if (is_open && status.st_uid != 0) done = give_to(fd, 0, path);
  if (done && is_open) done = close_to_others(fd, path);
  if (done && (is_open || status.st_uid != uid)) done = give_to(fd, uid, path);
  return done;
}

}  // namespace

Result<void> make_replay_folder(const std::string& parent, const std::string& service,
                                uint32_t uid) {
  const auto above = make_root_folder(parent);
  if (!above) return tl::unexpected<Error>(above.error());
  const std::string path = parent + "/" + service;
  if (::mkdirat(above->get(), service.c_str(), kMode) != 0 && errno != EEXIST) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot make " + path, errno));
  }
  const UniqueFd folder(
      ::openat(above->get(), service.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.valid() && (errno == ENOTDIR || errno == ELOOP)) {
    return failure(ErrorKind::kConfiguration, path + " is no folder; remove it");
  }
  if (!folder.valid()) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + path, errno));
  }
  return put_right(folder.get(), uid, path);
}

}  // namespace warifu::agent
