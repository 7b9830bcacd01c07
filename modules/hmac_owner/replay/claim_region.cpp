// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/claim_region.h"

#include <cerrno>

#include "modules/hmac_owner/replay/file_room.h"

namespace hmac_owner {
namespace {

constexpr size_t kGroup = 8;           // slots: two cache lines
constexpr size_t kMostGroups = 64;     // looked at in the last level, one after the other
constexpr uint64_t kOwnersShare = 16;  // one owner may fill a sixteenth

// Where in `count` groups a hash points; evenly, whatever the count.
uint64_t scale(uint64_t hash, uint64_t count) {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(hash) * count) >> 64);
}

}  // namespace

std::optional<ReplayAnswer> ClaimRegion::admit(const Entry& entry, Trouble& trouble) const {
  const Found found = look(entry.key, Mode::kFind, trouble);
  if (found.search == Search::kFound) return settle(*found.slot, entry.cookie);
  if (found.search != Search::kAbsent) return answer_to(found.search);
  return take(entry, trouble);
}

// Counted first: who dies now has taken a place for nothing, and no more. The other way round an
// owner's flood would pass its quota by being killed.
std::optional<ReplayAnswer> ClaimRegion::take(const Entry& entry, Trouble& trouble) const {
  const RegionWord word(place_.word->load());
  if (!word.remembers(epoch_)) return std::nullopt;
  if (word.claims() >= place_.layout->capacity()) return ReplayAnswer::kFull;
  const Found owner = look(entry.owner, Mode::kTake, trouble);
  if (owner.slot == nullptr) return answer_to(owner.search);
  if (!count_owner(*owner.slot)) return while_current(ReplayAnswer::kOwnerOverQuota);
  if (!count_claim()) {
    uncount_owner(*owner.slot);
    return while_current(ReplayAnswer::kFull);
  }
  const Found claim = look(entry.key, Mode::kTake, trouble);
  if (claim.search != Search::kTaken) {  // also when somebody else took it, and counted it
    uncount_owner(*owner.slot);
    uncount_claim();
  }
  if (claim.slot == nullptr) return answer_to(claim.search);
  return settle(*claim.slot, entry.cookie);
}

std::optional<ReplayAnswer> ClaimRegion::settle(Slot& slot, uint64_t cookie) const {
  uint64_t expected = 0;
  const bool first = slot.value.compare_exchange_strong(expected, cookie);
  return while_current(first || expected == cookie ? ReplayAnswer::kAdmitted
                                                   : ReplayAnswer::kReplayed);
}

std::optional<ReplayAnswer> ClaimRegion::while_current(ReplayAnswer answer) const {
  return is_current() ? std::optional(answer) : std::nullopt;
}

std::optional<ReplayAnswer> ClaimRegion::answer_to(Search search) {
  if (search == Search::kGone) return std::nullopt;
  return search == Search::kNoRoom ? ReplayAnswer::kFull : ReplayAnswer::kUnusable;
}

ClaimRegion::Found ClaimRegion::look(uint64_t key, Mode mode, Trouble& trouble) const {
  const uint64_t hash = SipHash::of(key, *place_.salt);
  const size_t levels = place_.layout->levels();
  Slot* level = place_.slots;
  for (size_t number = 0; number < levels; ++number) {
    const RegionWord word(place_.word->load());
    if (!word.remembers(epoch_)) return {Search::kGone};
    // A key goes to a level only after those above have no place for it, and a level is opened
    // before anything goes there: what is not open holds nothing.
    if (word.levels() <= number) {
      if (mode == Mode::kFind) return {Search::kAbsent};
      const Search opened = open_level(number, trouble);
      if (opened != Search::kFound) return {opened};
    }
    const Found found = look_in_level(level, number, hash, key, mode);
    if (found.search != Search::kNoRoom) return found;
    level += place_.layout->slots(number);
  }
  return {Search::kNoRoom};
}

ClaimRegion::Found ClaimRegion::look_in_level(Slot* level, size_t number, uint64_t hash,
                                              uint64_t key, Mode mode) const {
  const uint64_t groups = place_.layout->slots(number) / kGroup;
  const bool last = number + 1 == place_.layout->levels();
  const uint64_t tries = last ? std::min<uint64_t>(groups, kMostGroups) : 1;
  // Another part of the hash for each level: neighbours above are to be strangers below.
  const uint64_t first = scale(std::rotl(hash, static_cast<int>(number * 23)), groups);
  for (uint64_t step = 0; step < tries; ++step) {
    const Found found = look_in(level + (first + step) % groups * kGroup, key, mode);
    if (found.search != Search::kNoRoom) return found;
  }
  return {Search::kNoRoom};
}

ClaimRegion::Found ClaimRegion::look_in(Slot* group, uint64_t key, Mode mode) {
  for (Slot* slot = group; slot != group + kGroup; ++slot) {
    uint64_t there = slot->key.load();
    if (there == 0 && mode == Mode::kFind) return {Search::kAbsent};
    if (there == 0 && slot->key.compare_exchange_strong(there, key)) return {Search::kTaken, slot};
    if (there == key) return {Search::kFound, slot};
  }
  return {Search::kNoRoom};
}

// Gets the level's room from the file system before it is touched: a page that cannot be had when
// it is touched kills the process (SIGBUS), and a full /run is nothing a server should die of.
ClaimRegion::Search ClaimRegion::open_level(size_t number, Trouble& trouble) const {
  uint64_t offset = place_.offset;
  for (size_t above = 0; above < number; ++above)
    offset += place_.layout->bytes(above);
  if (!give_room(place_.file, offset, place_.layout->bytes(number))) {
    trouble = {"could not be given more room", errno};
    return Search::kTrouble;
  }
  uint64_t bits = place_.word->load();
  while (RegionWord(bits).remembers(epoch_) && RegionWord(bits).levels() == number) {
    if (place_.word->compare_exchange_weak(bits, bits + RegionWord::kOneLevel)) break;
  }
  return is_current() ? Search::kFound : Search::kGone;
}

bool ClaimRegion::count_owner(Slot& owner) const {
  const uint64_t quota = std::max<uint64_t>(1, place_.layout->capacity() / kOwnersShare);
  uint64_t value = owner.value.load();
  while (true) {
    // Without the mark: new, or what somebody slow left there from an earlier epoch.
    const uint64_t count = (value & kOwnerCount) != 0 ? value & ~kOwnerCount : 0;
    if (count >= quota) return false;
    if (owner.value.compare_exchange_weak(value, kOwnerCount | (count + 1))) return true;
  }
}

void ClaimRegion::uncount_owner(Slot& owner) {
  uint64_t value = owner.value.load();
  while (value > kOwnerCount && !owner.value.compare_exchange_weak(value, value - 1)) {
  }
}

bool ClaimRegion::count_claim() const {
  uint64_t bits = place_.word->load();
  while (RegionWord(bits).remembers(epoch_) &&
         RegionWord(bits).claims() < place_.layout->capacity()) {
    if (place_.word->compare_exchange_weak(bits, bits + 1)) return true;
  }
  return false;
}

void ClaimRegion::uncount_claim() const {
  uint64_t bits = place_.word->load();
  while (RegionWord(bits).remembers(epoch_) && RegionWord(bits).claims() > 0 &&
         !place_.word->compare_exchange_weak(bits, bits - 1)) {
  }
}

bool ClaimRegion::is_current() const {
  return RegionWord(place_.word->load()).remembers(epoch_);
}

}  // namespace hmac_owner
