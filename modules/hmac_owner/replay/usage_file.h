// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "kernel/wire/key_usage_file.h"
#include "modules/hmac_owner/replay/private_file.h"

namespace hmac_owner {

// The counters' file, mapped and shared.
class UsageFile {
 public:
  // Opens the file in the folder, or makes it.
  static warifu::Result<std::unique_ptr<UsageFile>> open(const std::string& folder);
  UsageFile(const UsageFile&) = delete;
  UsageFile& operator=(const UsageFile&) = delete;
  ~UsageFile();

  // The fingerprint is not 0. No lock: a row is taken by compare and exchange, and who dies between
  // two counts leaves one of them out.
  void count(uint64_t fingerprint, bool passed, int64_t unix_seconds) const;

 private:
  explicit UsageFile(void* mapping);
  [[nodiscard]] warifu_key_usage_row* row_of(uint64_t fingerprint) const;

  warifu_key_usage_header* header_;
  warifu_key_usage_row* rows_;
};

}  // namespace hmac_owner
