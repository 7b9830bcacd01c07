// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/private_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "modules/hmac_owner/replay/file_room.h"

namespace hmac_owner {
namespace {

using warifu::ErrorKind;
using warifu::failure;
using warifu::Result;
using warifu::UniqueFd;

const char* fault_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return "is not a regular file";
  if (status.st_uid != ::geteuid()) return "belongs to another user";
  if ((status.st_mode & 07777) != 0600) return "has another mode than 0600";
  if (status.st_nlink != 1) return "has a second name (a hard link)";
  return nullptr;
}

tl::unexpected<warifu::Error> foreign(const std::string& path, const std::string& what) {
  return failure(ErrorKind::kConfiguration,
                 path + " " + what +
                     ": this module did not leave it so. Stop the server, remove it, and start the "
                     "server four minutes later, when nothing it remembered is valid any more");
}

// The sandbox of a unit, most often. The file itself is in order, and must not be removed.
tl::unexpected<warifu::Error> read_only(const std::string& path) {
  return failure(ErrorKind::kConfiguration,
                 path +
                     " lies where the server may not write; in its unit, ProtectSystem=strict "
                     "needs ReadWritePaths=-/run/warifu/replay");
}

tl::unexpected<warifu::Error> cannot_make(const std::string& path, const char* step) {
  const int error = errno;
  if (error == EROFS) return read_only(path);
  return failure(ErrorKind::kConfiguration,
                 path + " cannot be made (" + step + "): " + ::strerror(error) +
                     "; its folder needs room, on a file system such as tmpfs, ext4 or xfs");
}

// Past its limit a process that lengthens a file is killed by SIGXFSZ.
bool is_within_limit(uint64_t size) {
  struct rlimit limit = {};
  return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 &&
         (limit.rlim_cur == RLIM_INFINITY || size <= limit.rlim_cur);
}

bool write_beginning(int fd, std::span<const uint8_t> bytes) {
  const ssize_t count = ::pwrite(fd, bytes.data(), bytes.size(), 0);
  if (count >= 0 && static_cast<size_t>(count) != bytes.size()) errno = ENOSPC;
  return static_cast<size_t>(count) == bytes.size();
}

// The step that failed, with errno; nullptr where none did.
const char* fill(int fd, const NewFile& file) {
  if (::fchmod(fd, 0600) != 0) return "fchmod";
  if (::ftruncate(fd, static_cast<off_t>(file.size)) != 0) return "ftruncate";
  if (!give_room(fd, 0, file.allocated) || !take_room(fd, 0, file.allocated) ||
      !give_room(fd, 0, file.allocated)) {
    return "fallocate";
  }
  return write_beginning(fd, file.beginning) ? nullptr : "write";
}

}  // namespace

Result<PrivateFile> open_private_file(const FilePlace& place) {
  UniqueFd fd(
      ::openat(place.folder, place.name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!fd.valid() && errno == ENOENT) {
    return failure(ErrorKind::kUnavailable, place.path + " does not exist");
  }
  if (!fd.valid() && errno == EROFS) return read_only(place.path);
  if (!fd.valid() && errno == ELOOP) return foreign(place.path, "is a symbolic link");
  struct stat status = {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) {
    return foreign(place.path, std::string("cannot be opened (") + ::strerror(errno) + ")");
  }
  if (const char* fault = fault_of(status)) return foreign(place.path, fault);
  return PrivateFile{std::move(fd), static_cast<uint64_t>(status.st_size)};
}

Result<PrivateFile> make_private_file(const FilePlace& place, const NewFile& file) {
  const std::string unfinished = std::string(place.name) + ".new";
  if (!is_within_limit(file.size)) {
    errno = EFBIG;
    return cannot_make(place.path, "the process's limit for files, RLIMIT_FSIZE");
  }
  // Left behind by a process that died making it: nobody else may, the caller holds the lock.
  if (::unlinkat(place.folder, unfinished.c_str(), 0) != 0 && errno != ENOENT) {
    return cannot_make(place.path, "unlink of its unfinished predecessor");
  }
  UniqueFd fd(::openat(place.folder, unfinished.c_str(),
                       O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd.valid()) return cannot_make(place.path, "open");
  const char* failed = fill(fd.get(), file);
  if (failed == nullptr && ::renameat2(place.folder, unfinished.c_str(), place.folder, place.name,
                                       RENAME_NOREPLACE) != 0) {
    failed = "rename";
  }
  if (failed == nullptr) return PrivateFile{std::move(fd), file.size};
  auto error = cannot_make(place.path, failed);
  (void)::unlinkat(place.folder, unfinished.c_str(), 0);
  return error;
}

}  // namespace hmac_owner
