// SPDX-License-Identifier: MIT
#include "core/cli/map/foreign_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/cli/key/path.h"
#include "core/posix/unique_fd.h"

namespace warifu::cli {
namespace {

constexpr size_t kPiece = size_t{64} << 10U;

tl::unexpected<Error> cannot_read(const std::string& name) {
  return failure(ErrorKind::kUnavailable, name + " cannot be read: " + std::strerror(errno) +
                                              "; name a file that can be, or pipe it");
}

Result<std::string> read_all(int fd, const std::string& name) {
  std::string text;
  std::vector<char> piece(kPiece);
  while (true) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_read(name);
    if (count == 0) return text;
    text.append(piece.data(), static_cast<size_t>(count));
    if (text.size() > kLongestForeignFile) {
      return failure(ErrorKind::kArgument, name + " is longer than 64 MiB; divide it");
    }
  }
}

}  // namespace

Result<ForeignFile> read_foreign_file(const std::string& path) {
  ForeignFile file;
  UniqueFd opened;
  int fd = STDIN_FILENO;
  file.name = path == "-" ? "standard input" : path;
  file.base = path == "-" ? file.name : name_of(path);
  if (path != "-") {
    // Not blocking: a pipe with that name would wait for whoever writes.
    opened.reset(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    fd = opened.get();
    struct stat status = {};
    if (!opened.valid() || ::fstat(fd, &status) != 0) return cannot_read(file.name);
    if (!S_ISREG(status.st_mode)) {
      return failure(ErrorKind::kArgument,
                     path + " is no regular file; name one, or pipe it and write -");
    }
  }
  auto text = read_all(fd, file.name);
  if (!text) return tl::unexpected(text.error());
  file.text = std::move(*text);
  return file;
}

}  // namespace warifu::cli
