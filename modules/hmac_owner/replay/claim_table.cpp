// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/claim_table.h"

#include <cerrno>
#include <cstring>

#include "modules/hmac_owner/replay/patience.h"
#include "modules/hmac_owner/replay/private_folder.h"

namespace hmac_owner {
namespace {

constexpr int kLockMilliseconds = 250;
constexpr size_t kClaimMac = 7;
constexpr size_t kProofMac = 15;
// The epoch's region was given to another between being found and being used: by then it is
// forgotten, and the second attempt says so.
constexpr int kAttempts = 4;

uint64_t not_zero(uint64_t value) {
  return value == 0 ? 1 : value;
}

// A claim's whole MAC beside its form and slot; of a proof's the first eight bytes, which meet
// another of the same epoch by accident less than once in 2^27 epochs full to the brim.
uint64_t identity_of(std::span<const uint8_t> mac, uint8_t ctl) {
  uint64_t identity = mac.size() == kClaimMac ? ctl : 0;
  const size_t count = mac.size() == kClaimMac ? kClaimMac : sizeof(identity);
  for (size_t i = 0; i < count; ++i)
    identity = identity << 8 | mac[i];
  return not_zero(identity);
}

}  // namespace

ReplayAnswer ClaimTable::admit(const ReplayClaim& claim, Trouble& trouble) const noexcept {
  const bool known_form = claim.mac.size() == kClaimMac || claim.mac.size() == kProofMac;
  if (!known_form || claim.epoch > RegionWord::kMostEpoch || claim.socket_cookie == 0 ||
      (claim.socket_cookie & kOwnerCount) != 0) {
    trouble = {"was asked about a claim that it cannot remember: MAC, cookie or epoch", 0};
    return ReplayAnswer::kUnusable;
  }
  const Entry entry = entry_of(claim);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const size_t index = find(claim.epoch);
    if (index < kRegions) {
      const RegionPlace place = file_->region(index);
      const auto answer = ClaimRegion(place, claim.epoch).admit(entry, trouble);
      if (answer) return *answer;
      continue;
    }
    const Readiness readiness = prepare(claim.epoch, trouble);
    if (readiness == Readiness::kForgotten) return ReplayAnswer::kClockSetBack;
    if (readiness == Readiness::kTrouble) return ReplayAnswer::kUnusable;
  }
  return ReplayAnswer::kClockSetBack;
}

Entry ClaimTable::entry_of(const ReplayClaim& claim) const {
  const std::span<const uint8_t> domain(reinterpret_cast<const uint8_t*>(claim.domain.data()),
                                        claim.domain.size());
  const HashKey& salt = file_->salt();
  // The domain first, and the uid under it: "a", 11 and "a1", 1 are two owners.
  const uint64_t in_domain = SipHash::of(domain, salt);
  const uint64_t owner = SipHash::of(claim.uid, {salt[0] ^ in_domain, salt[1]});
  return {identity_of(claim.mac, claim.ctl), not_zero(owner), claim.socket_cookie};
}

size_t ClaimTable::find(uint64_t epoch) const {
  const ClaimFileHeader& header = file_->header();
  for (size_t step = 0; step < kRegions; ++step) {
    const size_t index = (epoch + step) % kRegions;
    if (RegionWord(header.region.at(index).load()).remembers(epoch)) return index;
  }
  return kRegions;
}

ClaimTable::Readiness ClaimTable::prepare(uint64_t epoch, Trouble& trouble) const {
  if (epoch <= file_->header().highest_forgotten.load()) {
    // Looked at again: it is raised before a region is taken away, and the region may be there.
    return find(epoch) < kRegions ? Readiness::kReady : Readiness::kForgotten;
  }
  if (may_be_from_before_boot(epoch, host_)) return Readiness::kForgotten;
  FolderLock lock;
  Patience patience(kLockMilliseconds);
  int error = lock.try_lock(file_->folder());
  while (error == EWOULDBLOCK && patience.wait()) {
    if (find(epoch) < kRegions) return Readiness::kReady;  // by whoever holds it
    error = lock.try_lock(file_->folder());
  }
  if (error == 0) return prepare_locked(epoch, trouble);
  trouble = {"waits for a lock on its folder before it can begin an epoch", error};
  return Readiness::kTrouble;
}

ClaimTable::Readiness ClaimTable::prepare_locked(uint64_t epoch, Trouble& trouble) const {
  if (find(epoch) < kRegions) return Readiness::kReady;
  if (!file_->is_in_place(trouble)) return Readiness::kTrouble;
  if (epoch <= file_->header().highest_forgotten.load()) return Readiness::kForgotten;
  const size_t index = vacate(epoch);
  if (index == kRegions) return Readiness::kForgotten;
  if (!file_->clear(index, trouble)) return Readiness::kTrouble;
  file_->header().region.at(index).store(RegionWord::fresh(epoch).bits());
  return Readiness::kReady;
}

// The order is what makes dying safe anywhere: first the mark, so that the epoch is refused from
// when it is no longer remembered; then the word, so that nobody is admitted into what is being
// emptied, and whoever is inside finds out. A region without an epoch is emptied before use,
// whoever left it so.
size_t ClaimTable::vacate(uint64_t epoch) const {
  ClaimFileHeader& header = file_->header();
  size_t oldest = kRegions;
  for (size_t step = 0; step < kRegions; ++step) {
    const size_t index = (epoch + step) % kRegions;
    const RegionWord word(header.region.at(index).load());
    if (word.levels() == 0) return index;
    if (oldest == kRegions || word.epoch() < RegionWord(header.region.at(oldest).load()).epoch()) {
      oldest = index;
    }
  }
  const uint64_t forgotten = RegionWord(header.region.at(oldest).load()).epoch();
  if (epoch < forgotten) return kRegions;  // older than all that is remembered: as if forgotten
  if (header.highest_forgotten.load() < forgotten) header.highest_forgotten.store(forgotten);
  header.region.at(oldest).store(0);
  return oldest;
}

}  // namespace hmac_owner
