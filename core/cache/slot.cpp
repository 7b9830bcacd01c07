// SPDX-License-Identifier: MIT
#include "core/cache/slot.h"

#include <algorithm>

namespace warifu::slot {
namespace {

enum Word : size_t { kChecksum, kSizes, kPutAt, kFreshUntil, kKeptUntil, kLastUsed };
static_assert(kLastUsed + 1 == kHeaderWords);

uint64_t load(const CacheWord& word) {
  return word.load(std::memory_order_relaxed);
}
void store(CacheWord& word, uint64_t value) {
  word.store(value, std::memory_order_relaxed);
}

uint64_t sizes_word(size_t key_bytes, size_t value_bytes) {
  return static_cast<uint64_t>(key_bytes) << 32 | value_bytes;
}

// The value's word that begins at a byte, with zeros after its end.
uint64_t value_word(std::span<const uint8_t> value, size_t at) {
  uint64_t word = 0;
  std::memcpy(&word, value.data() + at, std::min<size_t>(8, value.size() - at));
  return word;
}

void copy_out(uint64_t word, size_t at, size_t length, std::span<uint8_t> room) {
  const size_t end = std::min({at + 8, length, room.size()});
  if (at < end) std::memcpy(room.data() + at, &word, end - at);
}

}  // namespace

std::optional<ReadValue> read(const Slot& slot, const CacheKey& key, std::span<uint8_t> room,
                              const HashKey& checksum_key) {
  const auto& words = slot.words;
  const uint64_t sizes = load(words[kSizes]);
  const size_t length = sizes & 0xffffffff;
  if (sizes >> 32 != key.bytes() || length > kMostValueBytes) return {};
  if (words_for(key.words().size(), length) > words.size()) return {};
  SipHash hash(checksum_key);
  hash.take(sizes);
  const uint64_t times[] = {load(words[kPutAt]), load(words[kFreshUntil]), load(words[kKeptUntil])};
  for (const uint64_t each : times)
    hash.take(each);
  size_t next = kHeaderWords;
  for (const uint64_t each : key.words()) {
    if (load(words[next++]) != each) return {};
    hash.take(each);
  }
  for (size_t at = 0; at < length; at += 8) {
    const uint64_t word = load(words[next++]);
    hash.take(word);
    copy_out(word, at, length, room);
  }
  if (hash.end() != load(words[kChecksum])) return {};
  return ReadValue{{static_cast<int64_t>(times[0]), static_cast<int64_t>(times[1]),
                    static_cast<int64_t>(times[2])},
                   length};
}

void write(const Slot& slot, uint64_t tag, const CacheKey& key, std::span<const uint8_t> value,
           const CacheTimes& times, const HashKey& checksum_key) {
  store(*slot.tag, 0);
  size_t next = kSizes;
  SipHash hash(checksum_key);
  const auto put = [&](uint64_t word) {
    hash.take(word);
    store(slot.words[next++], word);
  };
  put(sizes_word(key.bytes(), value.size()));
  put(static_cast<uint64_t>(times.put_at));
  put(static_cast<uint64_t>(times.fresh_until));
  put(static_cast<uint64_t>(times.kept_until));
  note_use(slot, times.put_at);
  next = kHeaderWords;
  for (const uint64_t each : key.words())
    put(each);
  for (size_t at = 0; at < value.size(); at += 8)
    put(value_word(value, at));
  store(slot.words[kChecksum], hash.end());
  slot.tag->store(tag, std::memory_order_release);
}

int64_t put_at(const Slot& slot) {
  return static_cast<int64_t>(load(slot.words[kPutAt]));
}
int64_t kept_until(const Slot& slot) {
  return static_cast<int64_t>(load(slot.words[kKeptUntil]));
}
int64_t last_used(const Slot& slot) {
  return static_cast<int64_t>(load(slot.words[kLastUsed]));
}

void note_use(const Slot& slot, int64_t now) {
  store(slot.words[kLastUsed], static_cast<uint64_t>(now));
}

}  // namespace warifu::slot
