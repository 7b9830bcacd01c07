// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/file_memory.h"

#include "modules/hmac_owner/replay/key_usage.h"
#include "modules/hmac_owner/replay/replay_cache.h"

namespace hmac_owner {
namespace {

Admission to_admission(ReplayAnswer answer) {
  switch (answer) {
    case ReplayAnswer::kAdmitted:
      return Admission::kAdmitted;
    case ReplayAnswer::kReplayed:
      return Admission::kReplayed;
    case ReplayAnswer::kOwnerOverQuota:
      return Admission::kOwnerOverQuota;
    case ReplayAnswer::kFull:
      return Admission::kFull;
    case ReplayAnswer::kClockSetBack:
      return Admission::kClockSetBack;
    default:
      return Admission::kUnusable;
  }
}

class FileMemory final : public Memory {
 public:
  FileMemory(const std::string& folder, size_t capacity)
      : cache_(ReplayCache::make(folder, capacity)), usage_(KeyUsage::make(folder)) {}

  Admission admit(const Accepted& accepted) noexcept override {
    return to_admission(cache_->admit({accepted.mac, accepted.ctl, accepted.socket_cookie,
                                       accepted.domain, accepted.uid, accepted.epoch}));
  }

  [[nodiscard]] std::string why_unusable() const override { return cache_->why_unusable(); }

  void count(const std::array<uint8_t, 8>& fingerprint, bool passed,
             int64_t unix_seconds) noexcept override {
    usage_->count(fingerprint, passed, unix_seconds);
  }

 private:
  std::unique_ptr<ReplayCache> cache_;
  std::unique_ptr<KeyUsage> usage_;
};

}  // namespace

std::unique_ptr<Memory> make_file_memory(const std::string& folder, size_t capacity) {
  return std::make_unique<FileMemory>(folder, capacity);
}

}  // namespace hmac_owner
