// SPDX-License-Identifier: MIT
#include "kernel/agent/pin_folder.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

constexpr int kAttempts = 5;
constexpr const char* kUsualMount = "/sys/fs/bpf";

bool is_bpffs(const std::string& path) {
  struct statfs status {};
  return ::statfs(path.c_str(), &status) == 0 && status.f_type == BPF_FS_MAGIC;
}

Result<void> need_bpffs(const std::string& parent) {
  if (is_bpffs(parent)) return {};
  if (parent != kUsualMount) {
    return failure(ErrorKind::kConfiguration, parent +
                                                  " is not in a BPF file system; mount one: "
                                                  "mount -t bpf -o mode=0700 bpf " +
                                                  parent);
  }
  if (::mount("bpf", kUsualMount, "bpf", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0700") != 0) {
    return failure(ErrorKind::kUnavailable,
                   with_errno("cannot mount the BPF file system at /sys/fs/bpf", errno));
  }
  return {};
}

UniqueFd open_folder(const std::string& path) {
  return UniqueFd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

Result<void> judge(const std::string& path, int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return failure(ErrorKind::kInternal, with_errno("cannot examine " + path, errno));
  }
  if (status.st_uid != 0 || (status.st_mode & 07777) != 0700) {
    return failure(ErrorKind::kConfiguration,
                   path + " is not root's alone; remove it, or name another folder");
  }
  if (!is_bpffs(path)) {
    return failure(ErrorKind::kConfiguration, path + " is not in a BPF file system");
  }
  return {};
}

// Whoever asks is_pin_folder_held() holds the lock for a moment: worth a second try.
bool lock(int fd) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

// Whether the path still leads to what was opened: a detach may have removed it meanwhile.
bool is_still_there(const std::string& path, int fd) {
  struct stat by_path {};
  struct stat by_fd {};
  return ::lstat(path.c_str(), &by_path) == 0 && ::fstat(fd, &by_fd) == 0 &&
         by_path.st_ino == by_fd.st_ino && by_path.st_dev == by_fd.st_dev;
}

}  // namespace

Result<PinFolder> PinFolder::create(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path();
  auto mounted = need_bpffs(parent);
  if (!mounted) return tl::unexpected<Error>(mounted.error());
  for (int attempt = 0;; ++attempt) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
      return failure(ErrorKind::kUnavailable, with_errno("cannot make " + path, errno));
    }
    auto folder = open(path);
    const bool removed_meanwhile = !folder && ::access(path.c_str(), F_OK) != 0;
    if (!removed_meanwhile || attempt == kAttempts) return folder;
  }
}

Result<PinFolder> PinFolder::open(const std::string& path) {
  UniqueFd fd = open_folder(path);
  if (!fd.valid()) {
    return failure(errno == ENOENT ? ErrorKind::kUnavailable : ErrorKind::kConfiguration,
                   with_errno("cannot open " + path, errno));
  }
  auto judged = judge(path, fd.get());
  if (!judged) return tl::unexpected<Error>(judged.error());
  if (!lock(fd.get())) {
    return failure(ErrorKind::kUnavailable,
                   "another warifu-agent is running with " + path + "; stop it first");
  }
  if (!is_still_there(path, fd.get())) {
    return failure(ErrorKind::kUnavailable, path + " was removed meanwhile");
  }
  return PinFolder(path, std::move(fd));
}

Result<void> PinFolder::remove() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
  if (error) {
    return failure(ErrorKind::kUnavailable, "cannot remove " + path_ + ": " + error.message());
  }
  return {};
}

bool is_pin_folder_held(const std::string& path) {
  const UniqueFd fd = open_folder(path);
  return fd.valid() && ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace warifu::agent
