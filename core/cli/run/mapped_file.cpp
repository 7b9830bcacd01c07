// SPDX-License-Identifier: MIT
#include "core/cli/run/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/posix/unique_fd.h"

namespace warifu::cli {
namespace {

tl::unexpected<Error> unreadable() {
  return failure(ErrorKind::kUnavailable, std::string("cannot be read: ") + strerror(errno) +
                                              "; its reader must see whether it can be preloaded");
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat status {};
  if (!fd.valid() || fstat(fd.get(), &status) != 0) return unreadable();
  if (!S_ISREG(status.st_mode)) {
    return failure(ErrorKind::kConfiguration, "is no regular file; name a program");
  }
  if (status.st_size == 0) return MappedFile("");
  const auto size = static_cast<size_t>(status.st_size);
  void* const mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (mapped == MAP_FAILED) return unreadable();
  return MappedFile({static_cast<const char*>(mapped), size});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace warifu::cli
