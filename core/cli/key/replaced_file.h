// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/posix/unique_fd.h"
#include "core/trust/trust.h"

namespace warifu::cli {

// Another content for a file that must never be seen half written: a new file beside it, with the
// old one's owner, mode and attributes, takes its name in one step. Held from before the old one
// is read, it also keeps a second program like this one from working on the same file. What is
// not put in place goes away.
class ReplacedFile {
 public:
  // An error where another holds it.
  [[nodiscard]] static Result<ReplacedFile> begin(const std::string& path,
                                                  const TrustPolicy& trust);
  ReplacedFile(ReplacedFile&&) noexcept = default;
  ReplacedFile& operator=(ReplacedFile&&) = delete;
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;
  ~ReplacedFile();

  // Beside it, for a look at what will be; `old` is what was read of the file.
  [[nodiscard]] Result<void> fill(const TrustedFile& old, std::string_view content);
  [[nodiscard]] std::string fresh_path() const;
  // In its place, once filled; an error where that is not the file that was read any more.
  [[nodiscard]] Result<void> put(const TrustedFile& old);

 private:
  ReplacedFile(std::string path, UniqueFd folder, UniqueFd fresh)
      : path_(std::move(path)), folder_(std::move(folder)), fresh_(std::move(fresh)) {}

  std::string path_;
  UniqueFd folder_;
  UniqueFd fresh_;  // locked; has no name any more once it is in place
};

}  // namespace warifu::cli
