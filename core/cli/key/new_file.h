// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu::cli {

struct Ownership {
  mode_t mode = 0600;
  std::optional<gid_t> group;
};

// A file that has no name until it is complete and on the disk (O_TMPFILE), so that whatever
// interrupts leaves nothing; and that never takes the place of another. The folder is one that
// others cannot write to, reached without following a link, and held. Errors say what to do.
class NewFile {
 public:
  // `path` is absolute; an error where something has that name already.
  [[nodiscard]] static Result<NewFile> create(const std::string& path);

  [[nodiscard]] Result<void> fill(std::string_view bytes, const Ownership& ownership);
  // Gives it its name.
  [[nodiscard]] Result<void> publish();
  // Takes the name away again, where it was given.
  void withdraw();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  NewFile(std::string path, UniqueFd folder, UniqueFd file)
      : path_(std::move(path)), folder_(std::move(folder)), file_(std::move(file)) {}

  std::string path_;
  UniqueFd folder_;
  UniqueFd file_;
  bool published_ = false;
};

}  // namespace warifu::cli
