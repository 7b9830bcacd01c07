// SPDX-License-Identifier: MIT
// The private folder in bpffs in which programs' links and maps stay when the agent ends.
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu::agent {

inline constexpr const char* kDefaultPinFolder = "/sys/fs/bpf/warifu";

// The folder, opened and locked: whoever holds this is the only agent (or detach) that works
// on it. The lock goes with the descriptor, also when the process is killed.
class PinFolder {
 public:
  // Makes the folder where it is missing (mode 0700; bpffs is mounted at /sys/fs/bpf if nothing
  // is). kUnavailable: another process holds it; kConfiguration: not in bpffs, or not root's
  // alone, or a link.
  [[nodiscard]] static Result<PinFolder> create(const std::string& path);
  // The same without making anything; kUnavailable, with nothing else wrong, where there is none.
  [[nodiscard]] static Result<PinFolder> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string pin(const std::string& name) const { return path_ + "/" + name; }
  // Removes every pin, and the folder.
  [[nodiscard]] Result<void> remove();

 private:
  PinFolder(std::string path, UniqueFd fd) : path_(std::move(path)), fd_(std::move(fd)) {}
  std::string path_;
  UniqueFd fd_;
};

// Whether some process holds the folder's lock now.
bool is_pin_folder_held(const std::string& path);

}  // namespace warifu::agent
