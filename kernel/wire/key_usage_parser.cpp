// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "kernel/wire/key_usage_file.h"
#include "kernel/wire/key_usage_reader.h"

namespace warifu::wire {
namespace {

constexpr int64_t kEndOfYear9999 = 253402300799;

bool is_printable_time(int64_t seconds) {
  return seconds >= 0 && seconds <= kEndOfYear9999;
}

KeyUsageRow copy_of(const warifu_key_usage_row& from) {
  KeyUsageRow row;
  std::copy(std::begin(from.fingerprint), std::end(from.fingerprint), row.fingerprint.begin());
  row.passed = from.passed;
  row.refused = from.refused;
  row.first_used = from.first_used;
  row.last_used = from.last_used;
  return row;
}

bool used_later(const KeyUsageRow& a, const KeyUsageRow& b) {
  return a.last_used != b.last_used ? a.last_used > b.last_used : a.fingerprint < b.fingerprint;
}

const char* fault_of(const warifu_key_usage_header& header, size_t size) {
  if (!std::equal(std::begin(header.magic), std::end(header.magic), WARIFU_KEY_USAGE_MAGIC)) {
    return "is not a file of key counters";
  }
  if (header.version != WARIFU_KEY_USAGE_VERSION) {
    return "has a version that this program does not know";
  }
  if (header.rows > WARIFU_KEY_USAGE_MOST_ROWS) return "claims more rows than there may be";
  if (size != sizeof(header) + header.rows * sizeof(warifu_key_usage_row)) {
    return "is not as long as its header says";
  }
  return nullptr;
}

}  // namespace

tl::expected<KeyUsageTable, const char*> parse_key_usage(std::span<const uint8_t> bytes) {
  warifu_key_usage_header header = {};
  if (bytes.size() < sizeof(header)) return tl::unexpected<const char*>("is too short");
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (const char* fault = fault_of(header, bytes.size())) return tl::unexpected<const char*>(fault);
  KeyUsageTable table;
  table.uncounted = header.uncounted;
  for (size_t at = sizeof(header); at < bytes.size(); at += sizeof(warifu_key_usage_row)) {
    warifu_key_usage_row row = {};
    std::memcpy(&row, bytes.data() + at, sizeof(row));
    const KeyUsageRow copy = copy_of(row);
    if (copy.fingerprint == decltype(copy.fingerprint){}) continue;
    if (!is_printable_time(copy.first_used) || !is_printable_time(copy.last_used)) {
      return tl::unexpected<const char*>("holds a time that no clock shows");
    }
    table.rows.push_back(copy);
  }
  std::sort(table.rows.begin(), table.rows.end(), used_later);
  return table;
}

}  // namespace warifu::wire
