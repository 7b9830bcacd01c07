// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "modules/hmac_owner/replay/claim_layout.h"
#include "modules/hmac_owner/replay/replay_cache.h"
#include "modules/hmac_owner/replay/trouble.h"

namespace hmac_owner {

// Where one region of the mapped file is. A view: the file outlives it.
struct RegionPlace {
  std::atomic<uint64_t>* word;
  Slot* slots;
  uint64_t offset;  // of the slots, in the file
  int file;
  const ClaimLayout* layout;
  const HashKey* salt;
};

// What is to be remembered, as the region sees it. None is 0.
struct Entry {
  uint64_t key;     // of the claim
  uint64_t owner;   // key of the owner
  uint64_t cookie;  // without kOwnerCount
};

// A hash table of one epoch that only grows. No lock: a process may die, or stop for an hour,
// between any two instructions, and the others neither wait nor are misled.
//
// A key has one sequence of slots it may stand in, and takes the first free one by compare and
// exchange; nothing is removed, so two processes cannot put one key into two slots. Who then is
// the first to exchange the slot's zero value for its cookie is admitted: also when who took the
// slot died before it did, and then nobody was.
//
// A region is given to another epoch while somebody slow may still be inside (epoch_ring.h).
// Whoever is admitted therefore looks once more at the region's word, after the exchange: if the
// epoch is another, the answer does not hold. What the slow one leaves in the table of the other
// epoch takes room there and can refuse, and never admits: counts and cookies cannot be taken for
// each other, and the word carries the epoch, so that it does not change under a stale view.
class ClaimRegion {
 public:
  ClaimRegion(const RegionPlace& place, uint64_t epoch) : place_(place), epoch_(epoch) {}

  // Admitted, replayed, over quota, full, or unusable with `trouble`; nullopt: the region has been
  // given to another epoch.
  std::optional<ReplayAnswer> admit(const Entry& entry, Trouble& trouble) const;

 private:
  enum class Search { kFound, kTaken, kAbsent, kNoRoom, kTrouble, kGone };
  struct Found {
    Search search;
    Slot* slot = nullptr;
  };
  enum class Mode { kFind, kTake };

  Found look(uint64_t key, Mode mode, Trouble& trouble) const;
  static Found look_in(Slot* group, uint64_t key, Mode mode);
  Found look_in_level(Slot* level, size_t number, uint64_t hash, uint64_t key, Mode mode) const;
  Search open_level(size_t number, Trouble& trouble) const;
  [[nodiscard]] std::optional<ReplayAnswer> take(const Entry& entry, Trouble& trouble) const;
  [[nodiscard]] std::optional<ReplayAnswer> settle(Slot& slot, uint64_t cookie) const;
  [[nodiscard]] std::optional<ReplayAnswer> while_current(ReplayAnswer answer) const;
  [[nodiscard]] bool count_owner(Slot& owner) const;
  static void uncount_owner(Slot& owner);
  [[nodiscard]] bool count_claim() const;
  void uncount_claim() const;
  [[nodiscard]] bool is_current() const;
  static std::optional<ReplayAnswer> answer_to(Search search);

  const RegionPlace& place_;
  uint64_t epoch_;
};

}  // namespace hmac_owner
