// SPDX-License-Identifier: MIT
#pragma once

#include "modules/hmac_owner/replay/claim_table.h"
#include "modules/hmac_owner/replay/complaint.h"
#include "modules/hmac_owner/replay/opened_lazily.h"

namespace hmac_owner {

// ReplayCache as make() gives it, with a choice of clock for tests.
class FileReplayCache final : public ReplayCache {
 public:
  using ReadClock = warifu::Result<HostClock> (*)();

  FileReplayCache(std::string folder, size_t capacity, ReadClock clock);
  ReplayAnswer admit(const ReplayClaim& claim) noexcept override;
  [[nodiscard]] std::string why_unusable() const override { return complaint_.get(); }

 private:
  const ClaimTable* table() noexcept;
  std::unique_ptr<ClaimTable> open();

  std::string folder_;
  std::string path_;
  size_t capacity_;
  ReadClock clock_;
  OpenedLazily<ClaimTable> table_;
  Complaint complaint_;
};

}  // namespace hmac_owner
