// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/hmac_owner/replay/claim_file.h"

namespace hmac_owner {

// The replay cache once its file is open: which epochs are remembered, and asking the right region.
// Any number of threads and processes at once.
class ClaimTable {
 public:
  ClaimTable(std::unique_ptr<ClaimFile> file, const HostClock& host)
      : file_(std::move(file)), host_(host) {}

  // As ReplayCache::admit; `trouble` where the answer is kUnusable.
  ReplayAnswer admit(const ReplayClaim& claim, Trouble& trouble) const noexcept;

 private:
  enum class Readiness { kReady, kForgotten, kTrouble };

  [[nodiscard]] Entry entry_of(const ReplayClaim& claim) const;
  // Index of the epoch's region, or kRegions.
  [[nodiscard]] size_t find(uint64_t epoch) const;
  Readiness prepare(uint64_t epoch, Trouble& trouble) const;
  Readiness prepare_locked(uint64_t epoch, Trouble& trouble) const;
  // A region for the epoch that nobody is admitted into, its old epoch forgotten; or kRegions.
  [[nodiscard]] size_t vacate(uint64_t epoch) const;

  std::unique_ptr<ClaimFile> file_;
  HostClock host_;
};

}  // namespace hmac_owner
