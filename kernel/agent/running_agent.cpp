// SPDX-License-Identifier: MIT
#include "kernel/agent/running_agent.h"

#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

extern "C" {  // glibc 2.36 leaves that out
#include <sys/pidfd.h>
}

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"
#include "kernel/agent/pin_folder.h"

namespace warifu::agent {
namespace {

// Milliseconds. One that is deriving as many keys as the kernel's table holds ends after that.
constexpr int kPatience = 60'000;

std::string lock_name(const struct stat& status) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02x:%02x:%llu", major(status.st_dev),
                minor(status.st_dev), static_cast<unsigned long long>(status.st_ino));
  return text.data();
}

}  // namespace

pid_t find_flock_holder(std::istream& locks, const std::string& file) {
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number, kind, enforcement, access, where;
    pid_t pid = 0;
    words >> number >> kind >> enforcement >> access >> pid >> where;
    if (words && kind == "FLOCK" && access == "WRITE" && where == file && pid > 0) return pid;
  }
  return 0;
}

pid_t holder_of(const std::string& pin_folder) {
  struct stat status {};
  if (::lstat(pin_folder.c_str(), &status) != 0) return 0;
  std::ifstream locks("/proc/locks");
  return find_flock_holder(locks, lock_name(status));
}

Result<void> stop_running_agent(const std::string& pin_folder) {
  if (!is_pin_folder_held(pin_folder)) return {};
  const pid_t pid = holder_of(pin_folder);
  const UniqueFd process(pid == 0 ? -1 : ::pidfd_open(pid, 0));
  // Asked again after the process was opened: if it still holds the folder, this is the agent,
  // and not another process that came by its number.
  if (pid == 0 || holder_of(pin_folder) != pid) {
    if (!is_pin_folder_held(pin_folder)) return {};
    return failure(ErrorKind::kUnavailable,
                   "a warifu-agent is at work with " + pin_folder +
                       ", and its process cannot be told from here; stop it first");
  }
  if (!process.valid() || ::pidfd_send_signal(process.get(), SIGTERM, nullptr, 0) != 0) {
    return failure(ErrorKind::kUnavailable,
                   with_errno("cannot stop the agent, process " + std::to_string(pid), errno));
  }
  pollfd ended{process.get(), POLLIN, 0};
  if (::poll(&ended, 1, kPatience) != 1) {
    return failure(ErrorKind::kUnavailable,
                   "the agent, process " + std::to_string(pid) + ", does not stop");
  }
  return {};
}

}  // namespace warifu::agent
