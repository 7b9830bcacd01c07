// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic/result.h"

namespace warifu::cli {

// A regular file's bytes, mapped: programs may be large, and little of one is read. Who cuts the
// file short meanwhile ends this process.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

}  // namespace warifu::cli
