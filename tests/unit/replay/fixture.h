// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "modules/hmac_owner/replay/file_replay_cache.h"

namespace hmac_owner {

// A folder as the agent makes one, below a private one of its own; removed in the end.
class ReplayFolder {
 public:
  ReplayFolder();
  ~ReplayFolder();
  ReplayFolder(const ReplayFolder&) = delete;
  ReplayFolder& operator=(const ReplayFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& parent() const { return parent_; }
  [[nodiscard]] std::string claims() const { return path_ + "/claims"; }
  [[nodiscard]] std::string keys() const { return path_ + "/keys"; }

 private:
  std::string parent_;
  std::string path_;
};

// The host that tests pretend to be on. Long up, at some time in 2026, unless they say otherwise.
struct TestHost {
  static HostClock clock;
  static Moment moment;
  static void reset();
  static warifu::Result<HostClock> read() { return clock; }
};
inline constexpr uint64_t kSomeEpoch = 27'700'000;

// A claim with bytes of its own. Its MAC is told by a number and the epoch, as one made with the
// epoch's key would be.
struct TestClaim {
  uint64_t mac = 0;
  uint64_t cookie = 1;
  uint64_t epoch = kSomeEpoch;
  uint32_t uid = 10042;
  std::string domain = "web";
  bool proof = false;

  [[nodiscard]] ReplayAnswer ask(ReplayCache& cache) const;
};

constexpr size_t kSmall = ReplayCache::kLeastCapacity;

std::unique_ptr<ReplayCache> open_cache(const ReplayFolder& folder, size_t capacity = kSmall);

// Why a cache in this folder cannot be used; "" where it can.
std::string fault_in(const std::string& folder);

// Runs `body` in a child and waits for it. What it returns, or 128 and the signal's number.
int in_child(const std::function<int()>& body);

// The same as another user without privileges.
inline constexpr uid_t kStranger = 65533;
int as_stranger(const std::function<int()>& body);

bool am_root();

}  // namespace hmac_owner

// For what needs other users' files; says so instead of passing silently.
#define WARIFU_SKIP_UNLESS_ROOT()                    \
  if (!hmac_owner::am_root()) {                      \
    WARN("SKIP: only root can act for other users"); \
    return;                                          \
  }
