// SPDX-License-Identifier: MIT
#include "core/log/refusal_summary.h"

#include <cstring>

#include "core/diagnostic/utf8.h"

namespace warifu {
namespace {

// How many of the first `room` bytes are whole characters; bytes that are no UTF-8 count as one.
size_t whole_characters(std::string_view text, size_t room) {
  size_t end = 0;
  while (end < text.size()) {
    const size_t length = decode_utf8(text.substr(end)).length;
    const size_t next = end + (length == 0 ? 1 : length);
    if (next > room) break;
    end = next;
  }
  return end;
}

}  // namespace

template <size_t kRoom>
void ShortText<kRoom>::assign(std::string_view text) {
  length = static_cast<uint8_t>(whole_characters(text.substr(0, kRoom + 4), kRoom));
  text.copy(bytes.data(), length);
}

RefusalSummary summary_of(const DecisionRecord& record) {
  RefusalSummary summary{};
  summary.has_uid = record.has_uid ? 1 : 0;
  summary.uid = record.uid;
  summary.outcome = record.outcome;
  summary.has_peer = record.has_peer ? 1 : 0;
  summary.peer = record.peer;
  summary.account.assign(record.account);
  summary.reason_id.assign(record.reason_id);
  return summary;
}

// FNV-1a, over words; never 0, which is what fresh memory holds.
uint64_t SharedSummary::checksum(const Words& words) {
  uint64_t sum = 0xcbf29ce484222325u;
  for (const uint64_t word : words)
    sum = (sum ^ word) * 0x100000001b3u;
  return sum | 1;
}

void SharedSummary::put(const RefusalSummary& summary) {
  Words words{};
  std::memcpy(words.data(), &summary, sizeof(summary));
  for (size_t i = 0; i < kWords; ++i)
    words_[i].store(words[i], std::memory_order_relaxed);
  checksum_.store(checksum(words), std::memory_order_relaxed);
}

std::optional<RefusalSummary> SharedSummary::get() const {
  Words words{};
  for (size_t i = 0; i < kWords; ++i)
    words[i] = words_[i].load(std::memory_order_relaxed);
  if (checksum(words) != checksum_.load(std::memory_order_relaxed)) return std::nullopt;
  RefusalSummary summary;
  std::memcpy(&summary, words.data(), sizeof(summary));
  return summary;
}

}  // namespace warifu
