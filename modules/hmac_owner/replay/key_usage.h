// SPDX-License-Identifier: MIT
// Counting how often each key is used, for who wants to know whether an old one still is.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace hmac_owner {

// The file kernel/wire/key_usage_file.h describes, in the folder of the replay cache and found or
// made under the same rules. It decides nothing: where it cannot be had, nothing is counted, and
// nobody is told but who looks for the file.
class KeyUsage {
 public:
  // Never fails but for want of memory. Opens the file at once where that is possible; else count()
  // tries again, at most once a second.
  static std::unique_ptr<KeyUsage> make(std::string folder);

  KeyUsage(const KeyUsage&) = delete;
  KeyUsage& operator=(const KeyUsage&) = delete;
  virtual ~KeyUsage() = default;

  // One signature that verified with this key; `passed`: and nothing else was against it. Any
  // number of threads and processes at once, also across fork(2). All zeros is no fingerprint and
  // not counted.
  virtual void count(const std::array<uint8_t, 8>& fingerprint, bool passed,
                     int64_t unix_seconds) noexcept = 0;

 protected:
  KeyUsage() = default;
};

}  // namespace hmac_owner
