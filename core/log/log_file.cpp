// SPDX-License-Identifier: MIT
#include "core/log/log_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace warifu {
namespace {

OpenedLogFile refused(const char* fault) {
  return {UniqueFd(), EPERM, fault};
}

OpenedLogFile failed() {
  return {UniqueFd(), errno, ""};
}

const char* fault_of_folder(int fd) {
  struct stat status = {};
  if (fstat(fd, &status) != 0) return "its folder cannot be looked at";
  const bool others_may_exchange =
      (status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0;
  return others_may_exchange ? "its folder is writable by others" : nullptr;
}

const char* fault_of_file(int fd) {
  struct stat status = {};
  if (fstat(fd, &status) != 0) return "it cannot be looked at";
  if (!S_ISREG(status.st_mode)) return "it is not a regular file";
  if (status.st_nlink > 1) return "it has a second name (a hard link)";
  if (status.st_uid != 0 && status.st_uid != geteuid()) return "it belongs to another user";
  if ((status.st_mode & S_IWOTH) != 0) return "it is writable by others";
  return nullptr;
}

UniqueFd open_folder(std::string_view folder) {
  std::array<char, PATH_MAX> text{};
  if (folder.size() >= text.size()) {
    errno = ENAMETOOLONG;
    return UniqueFd();
  }
  folder.copy(text.data(), folder.size());
  return UniqueFd(::open(text.data(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

OpenedLogFile open_log_file(const std::string& path) {
  if (path.empty() || path.front() != '/') return refused("its path is not absolute");
  const size_t slash = path.rfind('/');
  const UniqueFd folder = open_folder(std::string_view(path).substr(0, slash + 1));
  if (!folder.valid()) return failed();
  if (const char* fault = fault_of_folder(folder.get())) return refused(fault);
  constexpr int kFlags =
      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  UniqueFd fd(openat(folder.get(), path.c_str() + slash + 1, kFlags, 0640));
  if (!fd.valid() && errno == ELOOP) return refused("it is a symbolic link");
  if (!fd.valid() && errno == ENXIO) return refused("it is not a regular file");
  if (!fd.valid()) return failed();
  if (const char* fault = fault_of_file(fd.get())) return refused(fault);
  return {std::move(fd), 0, ""};
}

}  // namespace warifu
