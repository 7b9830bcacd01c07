// SPDX-License-Identifier: MIT
#include <string.h>

#include <cerrno>

#include "core/trust/judge.h"
#include "core/trust/walk.h"

namespace warifu {
namespace {

// Fills `bytes` from the beginning of the file; how many there were, or -1.
ssize_t read_from_start(int fd, std::string& bytes) {
  size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t count =
        ::pread(fd, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;
    have += static_cast<size_t>(count);
  }
  return static_cast<ssize_t>(have);
}

bool same_content(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

tl::unexpected<Error> unreadable(const std::string& path) {
  return failure(ErrorKind::kConfiguration,
                 path + " cannot be read: " + ::strerror(errno) + "; see the system log");
}

}  // namespace

Result<TrustedFile> open_trusted_file(const std::string& path, const TrustPolicy& policy,
                                      Secrecy secrecy) {
  auto walked = walk_trusted(path, policy, Target::kFile);
  if (!walked) return tl::unexpected(walked.error());
  struct stat status = {};
  auto fd = reopen_walked(*walked, path, policy, Target::kFile, status);
  if (!fd) return tl::unexpected(fd.error());
  if (secrecy == Secrecy::kSecret) {
    if (const auto fault = secrecy_fault_of(path, status)) {
      return failure(ErrorKind::kConfiguration, trust_text(path, path, *fault));
    }
  }
  return TrustedFile(std::move(*fd), path, status);
}

Result<std::string> TrustedFile::read(size_t limit) const {
  struct stat before = {};
  struct stat after = {};
  if (::fstat(fd(), &before) != 0) return unreadable(path_);
  const auto size = static_cast<size_t>(before.st_size);
  if (size > limit) {
    return failure(ErrorKind::kConfiguration, path_ + " has " + std::to_string(size) +
                                                  " bytes; at most " + std::to_string(limit) +
                                                  " are read");
  }
  // One byte more than there should be, to see whether there is more.
  std::string bytes(size + 1, '\0');
  const ssize_t have = read_from_start(fd(), bytes);
  const bool failed = have < 0 || ::fstat(fd(), &after) != 0;
  if (failed || static_cast<size_t>(have) != size || !same_content(before, after)) {
    ::explicit_bzero(bytes.data(), bytes.size());
    if (failed) return unreadable(path_);
    return failure(ErrorKind::kConfiguration, path_ + " changed while it was read; try again");
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace warifu
