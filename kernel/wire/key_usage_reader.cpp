// SPDX-License-Identifier: MIT
#include "kernel/wire/key_usage_reader.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "kernel/wire/key_usage_file.h"

namespace warifu::wire {
namespace {

constexpr size_t kMostBytes =
    sizeof(warifu_key_usage_header) + WARIFU_KEY_USAGE_MOST_ROWS * sizeof(warifu_key_usage_row);

// An open descriptor, or -1 with errno. This library knows nothing of core's.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

// A FIFO in its place is opened at once and refused for what it is; a link anywhere is refused.
int open_without_links(const std::string& path) {
  open_how how = {};
  how.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof(how)));
}

tl::unexpected<std::string> unreadable(const std::string& path, int error) {
  if (error == ENOENT) {
    return tl::unexpected(path +
                          " does not exist: no process of the server has counted a key since "
                          "the host was started, or replay_dir is another folder");
  }
  if (error == ELOOP) {
    return tl::unexpected(path + " is reached through a symbolic link; name what it points to");
  }
  return tl::unexpected(path + " cannot be read: " + ::strerror(error));
}

// Copied, not mapped: the owner may shorten the file at any time.
bool read_all(int fd, std::vector<uint8_t>& bytes) {
  size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t count =
        ::pread(fd, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    have += static_cast<size_t>(count);
  }
  bytes.resize(have);
  return true;
}

}  // namespace

tl::expected<KeyUsageTable, std::string> read_key_usage(const std::string& folder) {
  const std::string path = folder + "/" WARIFU_KEY_USAGE_NAME;
  const Descriptor file(open_without_links(path));
  struct stat status = {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return unreadable(path, errno);
  const char* fault = nullptr;
  if (!S_ISREG(status.st_mode)) fault = "is not a regular file";
  if (static_cast<uint64_t>(status.st_size) > kMostBytes) fault = "is longer than it may be";
  std::vector<uint8_t> bytes(fault == nullptr ? static_cast<size_t>(status.st_size) : 0);
  if (!read_all(file.get(), bytes)) return unreadable(path, errno);
  auto table = fault == nullptr ? parse_key_usage(bytes) : tl::unexpected(fault);
  if (!table) {
    return tl::unexpected(path + " " + table.error() +
                          "; stop the server, remove the file and start it: it counts afresh");
  }
  return std::move(*table);
}

}  // namespace warifu::wire
