// SPDX-License-Identifier: MIT
#include "core/cli/key/replaced_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include "core/cli/key/path.h"
#include "core/cli/key/write_all.h"
#include "core/trust/walk.h"

namespace warifu::cli {
namespace {

constexpr size_t kMaximumAttributeBytes = 65536;  // XATTR_LIST_MAX, XATTR_SIZE_MAX

tl::unexpected<Error> cannot(const std::string& path, const char* what) {
  const int error = errno;
  const char* const remedy = error == EACCES || error == EPERM ? "run this as root" : "free space";
  return failure(
      ErrorKind::kUnavailable,
      path + " cannot be " + what + ": " + std::strerror(error) + "; it is as it was; " + remedy);
}

std::string fresh_name(const std::string& path) {
  return "." + name_of(path) + ".new";
}

bool has_the_name(int folder, const std::string& name, int file) {
  struct stat named = {};
  struct stat held = {};
  return ::fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         ::fstat(file, &held) == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev;
}

// Nobody else can open it, so nobody else can hold its lock. One that an interrupted program left
// is taken over; one that the holder put in place meanwhile has another name now.
UniqueFd lock_fresh(int folder, const std::string& name) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    UniqueFd file(
        ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.valid() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return {};
    if (has_the_name(folder, name, file.get())) return file;
  }
  errno = EWOULDBLOCK;
  return {};
}

// Access control lists, security labels.
bool copy_attributes(int from, int to) {
  std::vector<char> names(kMaximumAttributeBytes);
  std::vector<char> value(kMaximumAttributeBytes);
  const ssize_t length = ::flistxattr(from, names.data(), names.size());
  if (length < 0) return errno == ENOTSUP;
  for (const char* name = names.data(); name < names.data() + length;
       name += std::strlen(name) + 1) {
    const ssize_t size = ::fgetxattr(from, name, value.data(), value.size());
    if (size < 0 || ::fsetxattr(to, name, value.data(), static_cast<size_t>(size), 0) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<ReplacedFile> ReplacedFile::begin(const std::string& path, const TrustPolicy& trust) {
  const auto walked = walk_trusted(folder_of(path), trust, Target::kFolder);
  if (!walked) return tl::unexpected(walked.error());
  struct stat status = {};
  auto folder = reopen_walked(*walked, folder_of(path), trust, Target::kFolder, status);
  if (!folder) return tl::unexpected(folder.error());
  UniqueFd fresh = lock_fresh(folder->get(), fresh_name(path));
  if (!fresh.valid() && errno == EWOULDBLOCK) {
    return failure(ErrorKind::kUnavailable,
                   path + " is being edited by another `warifu key rotate`; wait for it");
  }
  if (!fresh.valid()) return cannot(path, "edited");
  return ReplacedFile(path, std::move(*folder), std::move(fresh));
}

Result<void> ReplacedFile::fill(const TrustedFile& old, std::string_view content) {
  const int to = fresh_.get();
  const struct stat& status = old.status();
  if (::ftruncate(to, 0) != 0 || !write_all(to, content)) return cannot(path_, "written");
  if (::fchown(to, status.st_uid, status.st_gid) != 0) return cannot(path_, "given its owner");
  if (::fchmod(to, status.st_mode & 07777) != 0) return cannot(path_, "given its mode");
  if (!copy_attributes(old.fd(), to)) return cannot(path_, "given its attributes");
  if (::fsync(to) != 0) return cannot(path_, "written");
  return {};
}

std::string ReplacedFile::fresh_path() const {
  return folder_of(path_) + "/" + fresh_name(path_);
}

Result<void> ReplacedFile::put(const TrustedFile& old) {
  if (!has_the_name(folder_.get(), name_of(path_), old.fd())) {
    return failure(ErrorKind::kUnavailable,
                   path_ + " was replaced meanwhile; nothing was written, try again");
  }
  if (::renameat(folder_.get(), fresh_name(path_).c_str(), folder_.get(), name_of(path_).c_str()) !=
      0) {
    return cannot(path_, "replaced");
  }
  fresh_.reset();
  if (::fsync(folder_.get()) != 0) return cannot(path_, "written");
  return {};
}

ReplacedFile::~ReplacedFile() {
  if (fresh_.valid()) ::unlinkat(folder_.get(), fresh_name(path_).c_str(), 0);
}

}  // namespace warifu::cli
