// SPDX-License-Identifier: MIT
// Which files the library believes, and reading them so that what was checked is what is read.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu {

// Who may own what is trusted. Always root; another user only where the caller said so.
struct TrustPolicy {
  std::optional<uid_t> also_user;  // allow_user_owned: the running user
};

enum class Secrecy {
  kPublic,  // not writable by group or others
  kSecret   // also not readable by others
};

// A regular file that was opened and judged through the descriptor held here: owner, mode,
// and every folder above it, walked from / one component at a time without following a link.
// Whatever happens to the path afterwards, the descriptor is what was judged.
class TrustedFile {
 public:
  [[nodiscard]] int fd() const { return fd_.get(); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const struct stat& status() const { return status_; }
  // The whole file; an error where it is longer than `limit` or changed in length meanwhile.
  [[nodiscard]] Result<std::string> read(size_t limit) const;

 private:
  friend Result<TrustedFile> open_trusted_file(const std::string&, const TrustPolicy&, Secrecy);
  TrustedFile(UniqueFd fd, std::string path, const struct stat& status)
      : fd_(std::move(fd)), path_(std::move(path)), status_(status) {}
  UniqueFd fd_;
  std::string path_;
  struct stat status_ = {};
};

// The error's text names the path, the component at fault, what is wrong ("is writable by
// group", "is a symbolic link", "is owned by uid 1000") and the remedy. A file that does not
// exist is ErrorKind::kUnavailable, everything else kConfiguration. `path` must be absolute;
// "." and ".." components are refused.
[[nodiscard]] Result<TrustedFile> open_trusted_file(const std::string& path,
                                                    const TrustPolicy& policy, Secrecy secrecy);

// The names in a folder that is trusted in the same way, sorted; "." and ".." left out.
[[nodiscard]] Result<std::vector<std::string>> list_trusted_folder(const std::string& path,
                                                                   const TrustPolicy& policy);

}  // namespace warifu
