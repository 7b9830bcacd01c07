// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hmac_owner {

// A signature that verified, and the connection it stood in.
struct Accepted {
  std::span<const uint8_t> mac;  // 7 or 15 bytes
  uint8_t ctl = 0;
  uint64_t socket_cookie = 0;  // SO_COOKIE; never 0
  std::string_view domain;
  uint32_t uid = 0;
  uint64_t epoch = 0;  // the one that verified
};

enum class Admission { kAdmitted, kReplayed, kOwnerOverQuota, kFull, kClockSetBack, kUnusable };

// What verification remembers between connections. Any thread.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  virtual ~Memory() = default;

  // Whether this is the first connection with this signature, or the same again. Only for
  // signatures by which an owner would pass: what is admitted takes room.
  virtual Admission admit(const Accepted& accepted) noexcept = 0;
  // Why the last admit() of this process answered kUnusable.
  [[nodiscard]] virtual std::string why_unusable() const = 0;

  // A signature by this key verified, and its owner then passed or was refused.
  virtual void count(const std::array<uint8_t, 8>& fingerprint, bool passed,
                     int64_t unix_seconds) noexcept = 0;
};

}  // namespace hmac_owner
