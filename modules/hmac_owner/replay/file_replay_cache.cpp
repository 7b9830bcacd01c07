// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/file_replay_cache.h"

#include <algorithm>

namespace hmac_owner {
namespace {

size_t bounded(size_t capacity) {
  if (capacity == 0) return ReplayCache::kDefaultCapacity;
  return std::clamp(capacity, ReplayCache::kLeastCapacity, ReplayCache::kMostCapacity);
}

}  // namespace

std::unique_ptr<ReplayCache> ReplayCache::make(std::string folder, size_t capacity) {
  return std::make_unique<FileReplayCache>(std::move(folder), capacity, read_host_clock);
}

FileReplayCache::FileReplayCache(std::string folder, size_t capacity, ReadClock clock)
    : folder_(std::move(folder)),
      path_(folder_ + "/" + kClaimFileName),
      capacity_(bounded(capacity)),
      clock_(clock) {
  (void)table();
}

ReplayAnswer FileReplayCache::admit(const ReplayClaim& claim) noexcept {
  const ClaimTable* opened = table();
  if (opened == nullptr) return ReplayAnswer::kUnusable;
  Trouble trouble;
  const ReplayAnswer answer = opened->admit(claim, trouble);
  if (answer == ReplayAnswer::kUnusable) complaint_.set(path_, trouble);
  return answer;
}

const ClaimTable* FileReplayCache::table() noexcept {
  try {
    return table_.get([this] { return open(); });
  } catch (const std::exception&) {  // only for want of memory
    complaint_.set("there was no memory to open the replay cache");
    return nullptr;
  }
}

std::unique_ptr<ClaimTable> FileReplayCache::open() {
  const auto host = clock_();
  auto file = host ? ClaimFile::open(folder_, capacity_, *host) : tl::unexpected(host.error());
  if (file) return std::make_unique<ClaimTable>(std::move(*file), *host);
  complaint_.set(file.error().text);
  return nullptr;
}

}  // namespace hmac_owner
