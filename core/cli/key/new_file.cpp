// SPDX-License-Identifier: MIT
#include "core/cli/key/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "core/cli/key/path.h"
#include "core/cli/key/secret_input.h"
#include "core/cli/key/write_all.h"
#include "core/trust/walk.h"

namespace warifu::cli {
namespace {

tl::unexpected<Error> exists(const std::string& path) {
  return failure(ErrorKind::kArgument, path +
                                           " exists already, and nothing is written over; name "
                                           "another file, or move that one away");
}

std::string remedy_for(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "make room; nothing was written";
    case EOPNOTSUPP:
    case EISDIR:
      return "this file system has no files without a name: write to another, and move it";
    case EPERM:
    case EACCES:
      return "run this as root, or as a user who may";
    default:
      return "nothing was written";
  }
}

tl::unexpected<Error> cannot(const std::string& path, const char* what) {
  const int error = errno;
  return failure(ErrorKind::kUnavailable, path + " cannot be " + what + ": " +
                                              std::strerror(error) + "; " + remedy_for(error));
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path) {
  if (name_of(path).empty()) {
    return failure(ErrorKind::kArgument, path + " is no name of a file; name one");
  }
  const auto walked = walk_trusted(folder_of(path), own_files(), Target::kFolder);
  if (!walked) return tl::unexpected(walked.error());
  struct stat status = {};
  auto folder = reopen_walked(*walked, folder_of(path), own_files(), Target::kFolder, status);
  if (!folder) return tl::unexpected(folder.error());
  if (::fstatat(folder->get(), name_of(path).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return exists(path);
  }
  UniqueFd file(::openat(folder->get(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (!file.valid()) return cannot(path, "made");
  return NewFile(path, std::move(*folder), std::move(file));
}

Result<void> NewFile::fill(std::string_view bytes, const Ownership& ownership) {
  if (!write_all(file_.get(), bytes)) return cannot(path_, "written");
  const gid_t unchanged = -1;
  if (ownership.group && ::fchown(file_.get(), unchanged, *ownership.group) != 0) {
    return cannot(path_, "given to the group");
  }
  if (::fchmod(file_.get(), ownership.mode) != 0) return cannot(path_, "given its mode");
  if (::fsync(file_.get()) != 0) return cannot(path_, "written");
  return {};
}

Result<void> NewFile::publish() {
  const std::string self = "/proc/self/fd/" + std::to_string(file_.get());
  if (::linkat(AT_FDCWD, self.c_str(), folder_.get(), name_of(path_).c_str(), AT_SYMLINK_FOLLOW) !=
      0) {
    return errno == EEXIST ? exists(path_) : cannot(path_, "made");
  }
  published_ = true;
  if (::fsync(folder_.get()) != 0) return cannot(path_, "written");
  return {};
}

void NewFile::withdraw() {
  if (!published_) return;
  ::unlinkat(folder_.get(), name_of(path_).c_str(), 0);
  published_ = false;
}

}  // namespace warifu::cli
